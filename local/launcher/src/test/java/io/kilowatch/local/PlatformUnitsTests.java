package io.kilowatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformUnitsTests {
  @TempDir Path directory;

  @Test
  void emulators_areToldTheTraceDirectoryOfTheData() {
    PlatformOptions options = options("KILOWATCH_TRACE_DIR", "");
    options.createTraceDirectory();

    assertThat(directory.resolve("traces")).isDirectory();
    assertThat(environment(options, ServiceDefinition.EMULATORS))
        .containsEntry("KILOWATCH_TRACE_DIR", directory.resolve("traces").toString());
    assertThat(environment(options, ServiceDefinition.INGESTION))
        .doesNotContainKey("KILOWATCH_TRACE_DIR");
  }

  @Test
  void emulators_areToldTheChosenTraceDirectory() {
    Path chosen = directory.resolve("mine");
    PlatformOptions options = options("KILOWATCH_TRACE_DIR", chosen.toString());
    options.createTraceDirectory();

    assertThat(chosen).doesNotExist();
    assertThat(directory.resolve("traces")).doesNotExist();
    assertThat(environment(options, ServiceDefinition.EMULATORS))
        .containsEntry("KILOWATCH_TRACE_DIR", chosen.toString());
  }

  @Test
  void theTokenOfElectricityMaps_isGivenToTheSchedulerAlone() {
    PlatformOptions options = options("KILOWATCH_ELECTRICITY_MAPS_TOKEN", "t");
    assertThat(environment(options, ServiceDefinition.SCHEDULER))
        .containsEntry("KILOWATCH_ELECTRICITY_MAPS_TOKEN", "t");
    assertThat(environment(options, ServiceDefinition.HISTORY))
        .doesNotContainKey("KILOWATCH_ELECTRICITY_MAPS_TOKEN");
  }

  private PlatformOptions options(String variable, String value) {
    return PlatformOptions.from(Map.of("DATA_DIR", directory.toString(), variable, value));
  }

  private Map<String, String> environment(PlatformOptions options, ServiceDefinition service) {
    return new PlatformUnits(options, new Installation(directory)).ownEnvironment(service);
  }
}
