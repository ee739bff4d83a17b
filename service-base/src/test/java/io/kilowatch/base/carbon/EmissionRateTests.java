package io.kilowatch.base.carbon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kilowatch.contracts.registry.EnergyPeriod;
import io.kilowatch.contracts.registry.EnergySource;
import io.kilowatch.contracts.registry.EnergySpecification;
import io.kilowatch.contracts.registry.SensorMode;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import io.kilowatch.contracts.registry.SitePeriod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmissionRateTests {

  private static final Instant REGISTERED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant CHANGED = Instant.parse("2026-06-01T00:00:00Z");

  private final EmissionRate rate = new EmissionRate(CarbonIntensities.fromEnvironment(""));

  @Test
  void gramsPerHour_plainFigures_multiplies() {
    assertThat(EmissionRate.gramsPerHour(200, 1.5, 400)).isEqualTo(120);
  }

  @ParameterizedTest
  @CsvSource({"SOLAR,48", "WIND,11", "HYDRO,24", "NUCLEAR,12", "GAS,490", "COAL,820"})
  void gramsPerKwh_sourceOfItsOwn_isTheMedianOfIpccAr5(EnergySource source, double expected) {
    assertThat(rate.gramsPerKwh(source, "DE", REGISTERED)).isEqualTo(expected);
  }

  @Test
  void gramsPerHour_changedServerAndSite_usesWhatHeldAtTheTime() {
    ServerEntry server = server(EnergySource.COAL, EnergySource.WIND);
    SiteEntry site = site(2.0, 1.0);

    assertThat(rate.gramsPerHour(1000, server, site, CHANGED.minusMillis(1))).isEqualTo(1640);
    assertThat(rate.gramsPerHour(1000, server, site, CHANGED)).isEqualTo(11);
    assertThat(rate.gramsPerHour(1000, server, site, REGISTERED.minusSeconds(1_000_000)))
        .as("older than the registration")
        .isEqualTo(1640);
  }

  @Test
  void basis_dependsOnSourceAndFile(@TempDir Path directory) throws IOException {
    StringBuilder csv = new StringBuilder("timestamp_utc,DE\n");
    for (int hour = 0; hour < 24; hour++) {
      csv.append("2022-01-01T%02d:00:00Z,100.5%n".formatted(hour));
    }
    Path file = Files.writeString(directory.resolve("day.csv"), csv);
    EmissionRate fromFile = new EmissionRate(CarbonIntensities.fromEnvironment(file.toString()));
    ServerEntry grid = server(EnergySource.GRID, EnergySource.GRID);

    assertThat(fromFile.basis(grid, site(1, 1), CHANGED)).isEqualTo("csv");
    assertThat(fromFile.gramsPerHour(1000, grid, site(1, 1), CHANGED))
        .isCloseTo(100.5, within(1e-9));
    assertThat(fromFile.gramsPerKwh(EnergySource.GRID, "FR", CHANGED))
        .isEqualTo(rate.gramsPerKwh(EnergySource.GRID, "FR", CHANGED));
    assertThat(rate.basis(grid, site(1, 1), CHANGED)).isEqualTo("synthetic");
    assertThat(rate.basis(server(EnergySource.COAL, EnergySource.WIND), site(1, 1), CHANGED))
        .isEqualTo("life-cycle");
  }

  private static ServerEntry server(EnergySource first, EnergySource second) {
    return new ServerEntry(
        "s1",
        1,
        "node-1",
        "site",
        "r1",
        16,
        SensorMode.EMULATED,
        Map.of(),
        REGISTERED,
        null,
        List.of(period(REGISTERED, first), period(CHANGED, second)));
  }

  private static EnergyPeriod period(Instant from, EnergySource source) {
    return new EnergyPeriod(from, new EnergySpecification(source, 50, 200, List.of(), 10));
  }

  private static SiteEntry site(double firstPue, double secondPue) {
    return new SiteEntry(
        "site",
        1,
        false,
        "Site",
        52,
        5,
        List.of(
            new SitePeriod(REGISTERED, "DE", firstPue, 0.2, "EUR"),
            new SitePeriod(CHANGED, "DE", secondPue, 0.2, "EUR")));
  }
}
