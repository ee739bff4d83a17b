package io.kilowatch.base.carbon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntheticIntensityTests {

  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

  private final SyntheticIntensity intensity = SyntheticIntensity.load();

  @ParameterizedTest
  @CsvSource({
    "DE,480",
    "SE-SE3,25",
    "AU-SA,170",
    "US-TEX-ERCO,430",
    "CL-SEN,320",
    "XX-unknown,480"
  })
  void gramsPerKwh_overAYear_hasTheTablesMean(String zone, double mean) {
    double actual =
        IntStream.range(0, 365 * 24)
            .mapToDouble(hour -> intensity.gramsPerKwh(zone, START.plusSeconds(3600L * hour)))
            .average()
            .orElseThrow();

    assertThat(actual).isCloseTo(mean, within(mean * 0.002));
  }

  @Test
  void gramsPerKwh_germany_isHigherInTheEveningAndInWinter() {
    double winterEvening = intensity.gramsPerKwh("DE", Instant.parse("2025-01-15T18:30:00Z"));
    double winterNoon = intensity.gramsPerKwh("DE", Instant.parse("2025-01-15T12:00:00Z"));
    double summerNoon = intensity.gramsPerKwh("DE", Instant.parse("2025-07-15T12:00:00Z"));

    assertThat(winterEvening).isGreaterThan(winterNoon);
    assertThat(winterNoon).isGreaterThan(summerNoon);
  }

  @Test
  void gramsPerKwh_southernZone_isHigherInJuly() {
    assertThat(intensity.gramsPerKwh("AU-VIC", Instant.parse("2025-07-15T12:00:00Z")))
        .isGreaterThan(intensity.gramsPerKwh("AU-VIC", Instant.parse("2025-01-15T12:00:00Z")));
  }

  @Test
  void basis_anyZone_saysSynthetic() {
    assertThat(intensity.basis("DE")).isEqualTo("synthetic");
  }
}
