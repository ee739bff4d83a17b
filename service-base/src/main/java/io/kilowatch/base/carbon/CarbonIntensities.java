package io.kilowatch.base.carbon;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes the carbon intensity that a service's environment asks for. */
public final class CarbonIntensities {

  private CarbonIntensities() {}

  /**
   * Reads the file once, if there is one; zones that it lacks, and all zones without a file, get
   * the synthetic profile.
   *
   * @param csvPath value of {@code KILOWATCH_INTENSITY_CSV}; blank or null means no file
   * @throws IllegalArgumentException when the file cannot be read or is not in the expected layout
   */
  public static CarbonIntensity fromEnvironment(@Nullable String csvPath) {
    SyntheticIntensity synthetic = SyntheticIntensity.load();
    if (csvPath == null || csvPath.isBlank()) {
      return synthetic;
    }
    return new WithFallback(HourlyIntensity.read(Path.of(csvPath.strip())), synthetic);
  }

  private record WithFallback(HourlyIntensity file, SyntheticIntensity synthetic)
      implements CarbonIntensity {

    @Override
    public double gramsPerKwh(String gridZone, Instant at) {
      return source(gridZone).gramsPerKwh(gridZone, at);
    }

    @Override
    public String basis(String gridZone) {
      return source(gridZone).basis(gridZone);
    }

    private CarbonIntensity source(String gridZone) {
      return file.knows(gridZone) ? file : synthetic;
    }
  }
}
