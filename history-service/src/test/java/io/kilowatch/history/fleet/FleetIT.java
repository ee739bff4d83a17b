package io.kilowatch.history.fleet;

import static io.kilowatch.history.CassandraFixture.power;
import static io.kilowatch.history.CassandraFixture.steady;
import static io.kilowatch.history.RunningService.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kilowatch.history.HistoryPlatform;
import io.kilowatch.history.HistorySuite;
import io.kilowatch.series.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The whole fleet over HTTP, on a real Cassandra. */
class FleetIT extends HistorySuite {

  FleetIT(HistoryPlatform platform) {
    super(platform);
  }

  @Test
  void fleetTotals_byGroup_addUp() {
    Instant from = Instant.parse("2025-06-01T00:00:00Z");
    Instant to = from.plus(HOUR);
    for (String id : List.of("held", "wind", "gone")) {
      cassandra.append(power(id), steady(from, Duration.ofMinutes(10), 6, i -> 1000));
    }
    String path = "/fleet/totals?bucket=hour&" + range(from, to) + "&groupBy=";

    JsonNode sites = service.json(path + "site");
    // Nothing counts of the one that has been retired for three months.
    assertGroup(sites, "paris", 2, 1);
    assertGroup(sites, "berlin", 8, 1);
    assertThat(sites.get("total").get("energyKwh").asDouble()).isCloseTo(2, within(1e-9));
    assertThat(sites.get("total").get("coverage").asDouble()).isCloseTo(2 / 9.0, within(1e-9));
    assertGroup(service.json(path + "rack"), "paris/R9", 2, 1);
    assertGroup(service.json(path + "source"), "WIND", 1, 1);
    assertGroup(service.json(path + "label:team"), "blue", 1, 1);
    assertThat(service.json("/fleet/totals?" + range(from, to)).get("groups")).isEmpty();
  }

  @Test
  void fleetTotals_beforeAServerWasRetired_countItToo() {
    Instant from = Instant.parse("2025-02-01T00:00:00Z");
    cassandra.append(power("gone"), steady(from, Duration.ofMinutes(10), 6, i -> 1000));

    JsonNode sites =
        service.json("/fleet/totals?bucket=hour&groupBy=site&" + range(from, from.plus(HOUR)));

    assertGroup(sites, "paris", 2, 1);
    assertThat(sites.get("total").get("coverage").asDouble()).isCloseTo(0.1, within(1e-9));
  }

  private static void assertGroup(JsonNode answer, String key, int servers, double kwh) {
    JsonNode group = itemWith("key", key, answer.get("groups"));
    assertThat(group.get("servers").asInt()).isEqualTo(servers);
    assertThat(group.get("total").get("energyKwh").asDouble()).isCloseTo(kwh, within(1e-9));
  }

  @Test
  void fleetLatest_serversInService_haveTheirLastReadings() {
    Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(5);
    cassandra.append(power("wind"), steady(at, HOUR, 1, i -> 77));

    JsonNode items = service.json("/fleet/latest").get("items");

    assertThat(items).hasSize(9).noneMatch(item -> item.get("serverId").asString().equals("gone"));
    JsonNode wind = itemWith("serverId", "wind", items);
    assertThat(wind.get("serverName").asString()).isEqualTo("Server wind");
    assertThat(wind.get("siteName").asString()).isEqualTo("Site paris");
    assertThat(wind.get("source").asString()).isEqualTo("WIND");
    assertThat(wind.get("power").get("value").asDouble()).isEqualTo(77);
    assertThat(Instant.parse(wind.get("power").get("timestamp").asString())).isEqualTo(at);
    assertThat(wind.get("co2").isNull()).isTrue();
  }

  @Test
  void fleetSensors_serversInService_haveTheTwoOfAllAndWhateverElseReported() {
    Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(5);
    cassandra.append(new SeriesKey("wind", "temperature"), steady(at, HOUR, 1, i -> 21.5));

    JsonNode items = service.json("/fleet/sensors").get("items");

    assertThat(items)
        .hasSize(2 * 9 + 1)
        .noneMatch(item -> item.get("serverId").asString().equals("gone"));
    JsonNode temperature = itemWith("metric", "temperature", items);
    assertThat(temperature.get("serverName").asString()).isEqualTo("Server wind");
    assertThat(temperature.get("siteName").asString()).isEqualTo("Site paris");
    assertThat(temperature.get("unit").asString()).isEqualTo("Cel");
    JsonNode last = temperature.get("lastReading");
    assertThat(last.get("value").asDouble()).isEqualTo(21.5);
    assertThat(last.get("origin").asString()).isEqualTo("measured");
    assertThat(Instant.parse(last.get("timestamp").asString())).isEqualTo(at);
    assertThat(items)
        .filteredOn(item -> item.get("serverId").asString().equals("wind"))
        .extracting(item -> item.get("metric").asString())
        .containsExactly("power", "co2", "temperature");
  }

  @Test
  void fleetIntensity_everySite_hasItsZoneNowAndEachSourceOverTheDay() {
    JsonNode paris = itemWith("siteId", "paris", service.json("/fleet/intensity").get("items"));

    assertThat(paris.get("siteName").asString()).isEqualTo("Site paris");
    assertThat(paris.get("gridZone").asString()).isEqualTo("FR");
    assertThat(paris.get("basis").asString()).isEqualTo("synthetic");
    assertThat(paris.get("gridGramsPerKwh").asDouble()).isBetween(1.0, 500.0);
    // Median of IPCC AR5 for onshore wind.
    assertThat(paris.get("meanGramsPerKwh").get("WIND").asDouble()).isEqualTo(11);
    assertThat(paris.get("meanGramsPerKwh").get("GRID").asDouble()).isBetween(1.0, 500.0);
  }
}
