package io.kilowatch.history;

import static io.kilowatch.history.CassandraFixture.co2;
import static io.kilowatch.history.CassandraFixture.power;
import static io.kilowatch.history.CassandraFixture.steady;
import static io.kilowatch.history.RunningService.encoded;
import static io.kilowatch.history.RunningService.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kilowatch.contracts.registry.EnergySource;
import io.kilowatch.series.Readings;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The whole service over HTTP, on a real Cassandra. */
class HistoryIT {

  private static final Instant DAY = Instant.parse("2025-03-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private static CassandraFixture cassandra;
  private static TestRegistry registry;
  private static RunningService service;

  @BeforeAll
  static void start(@TempDir Path directory) {
    cassandra = new CassandraFixture(directory.resolve("cassandra"));
    registry = new TestRegistry();
    registry.site("berlin", TestRegistry.period(TestRegistry.REGISTERED, "DE", 1.5, 0.2));
    registry.site("paris", TestRegistry.period(TestRegistry.REGISTERED, "FR", 1.2, 0.1));
    for (String id :
        List.of("paged", "dst", "held", "year", "streamed", "gaps", "quiet", "mixed")) {
      registry.server(id, "berlin");
    }
    registry.server("wind", "paris", "R9", EnergySource.WIND, Map.of("team", "blue"), null);
    registry.server("gone", "paris", "R9", EnergySource.GRID, Map.of(), DAY.plus(HOUR));
    service = RunningService.start(registry, cassandra.contactPoint(), directory).awaitReady();
  }

  @AfterAll
  static void stop() {
    service.close();
    registry.close();
    cassandra.close();
  }

  @Test
  void readings_hourClosedBetweenPages_comeOnceEachInOrder() {
    cassandra.append(power("paged"), steady(DAY, Duration.ofSeconds(10), 200, i -> i));
    cassandra.append(
        power("paged"), steady(DAY.plusSeconds(1500), Duration.ofSeconds(10), 500, i -> 150 + i));
    String path =
        "/servers/paged/readings?metric=power&limit=97&"
            + range(DAY, DAY.plus(HOUR.multipliedBy(3)));

    List<Double> values = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page == 0 || !cursor.isEmpty(); page++) {
      JsonNode answer = service.json(path + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      answer.get("items").forEach(item -> values.add(item.get("value").asDouble()));
      cursor = answer.get("nextCursor").asString("");
      if (page == 1) {
        cassandra.closeHours(power("paged"), DAY, DAY.plus(HOUR.multipliedBy(2)));
      }
    }

    assertThat(values).hasSize(650);
    for (int i = 0; i < values.size(); i++) {
      assertThat(values.get(i)).isEqualTo(i);
    }
    JsonNode first = service.json(path).get("items").get(0);
    assertThat(first.get("timestamp").asString()).isEqualTo("2025-03-01T00:00:00.000Z");
  }

  @Test
  void totals_yearWithBothClockChanges_hasDaysOf23And25Hours() {
    Instant from = Instant.parse("2024-12-31T23:00:00Z");
    Instant to = Instant.parse("2025-12-31T23:00:00Z");
    // One reading each quarter of an hour on the two days, and just before them.
    for (Instant day :
        List.of(Instant.parse("2025-03-29T22:00:00Z"), Instant.parse("2025-10-25T21:00:00Z"))) {
      cassandra.append(power("dst"), steady(day, Duration.ofMinutes(15), 4 * 30, i -> 1000));
      cassandra.closeHours(power("dst"), day, day.plus(HOUR.multipliedBy(30)));
    }

    JsonNode answer =
        service.json(
            "/servers/dst/totals?bucket=day&zone="
                + encoded("Europe/Berlin")
                + "&"
                + range(from, to));

    assertThat(answer.get("buckets")).hasSize(365);
    assertDay(answer, "2025-03-29T23:00:00.000Z", 23);
    assertDay(answer, "2025-10-25T22:00:00.000Z", 25);
    assertThat(answer.get("total").get("energyKwh").asDouble()).isCloseTo(60, within(1e-9));
    JsonNode months =
        service.json(
            "/servers/dst/totals?bucket=month&zone="
                + encoded("Europe/Berlin")
                + "&"
                + range(from, to));
    assertThat(months.get("buckets")).hasSize(12);
    assertThat(months.get("total").get("energyKwh").asDouble()).isCloseTo(60, within(1e-9));
  }

  private static void assertDay(JsonNode answer, String start, int hours) {
    JsonNode day =
        StreamSupport.stream(answer.get("buckets").spliterator(), false)
            .filter(bucket -> bucket.get("start").asString().equals(start))
            .findFirst()
            .orElseThrow();
    assertThat(day.get("energyKwh").asDouble()).isCloseTo(hours, within(1e-9));
    assertThat(day.get("coverage").asDouble()).isCloseTo(1, within(1e-12));
    assertThat(day.get("cost").asDouble()).isCloseTo(hours * 1.5 * 0.2, within(1e-9));
    assertThat(day.get("emissionsBasis").asString()).isEqualTo("power-model");
  }

  @Test
  void totals_readingBeforeTheRange_holdsIntoItAcrossHourAndDay() {
    cassandra.append(power("held"), steady(DAY.minusSeconds(300), HOUR, 2, i -> 360));
    cassandra.closeHours(power("held"), DAY.minus(HOUR), DAY.plus(HOUR));
    String path = "/servers/held/totals?bucket=hour&" + range(DAY, DAY.plus(HOUR.multipliedBy(2)));

    JsonNode buckets = service.json(path).get("buckets");

    // Ten minutes of the first reading, five of the second; then its ten in the next hour.
    assertThat(buckets.get(0).get("energyKwh").asDouble()).isCloseTo(0.09, within(1e-12));
    assertThat(buckets.get(0).get("coverage").asDouble()).isCloseTo(0.25, within(1e-12));
    assertThat(buckets.get(1).get("energyKwh").asDouble()).isCloseTo(0.06, within(1e-12));
  }

  @Test
  void totals_closedHoursAndRawOnes_areTheSame() {
    Instant from = DAY.plus(Duration.ofDays(10));
    Instant to = from.plus(Duration.ofHours(30));
    cassandra.append(
        power("mixed"),
        steady(from.plusMillis(12_345), Duration.ofMillis(47_011), 2200, i -> 100 + i % 97 / 7.0));
    cassandra.append(
        co2("mixed"),
        steady(from.plusSeconds(7000), Duration.ofMillis(61_007), 1200, i -> 30 + i % 13));
    String path =
        "/servers/mixed/totals?bucket=hour&" + range(from.plusSeconds(77), to.minusSeconds(1234));
    JsonNode raw = service.json(path);
    cassandra.closeHours(power("mixed"), from, to);
    cassandra.closeHours(co2("mixed"), from, to);

    JsonNode closed = service.json(path);

    assertThat(raw.get("total").get("emissionsBasis").asString()).isEqualTo("mixed");
    assertThat(raw.get("buckets")).hasSize(30);
    for (int i = 0; i < 30; i++) {
      for (String field :
          List.of("energyKwh", "emissionsGrams", "cost", "coverage", "emissionsCoverage")) {
        double expected = raw.get("buckets").get(i).get(field).asDouble();
        assertThat(closed.get("buckets").get(i).get(field).asDouble())
            .as(field + " of hour " + i)
            .isCloseTo(expected, within(1e-9 * Math.max(1e-3, expected)));
      }
    }
  }

  @Test
  void series_year_isAtMostThatManyPointsFromRollUps() {
    Instant from = Instant.parse("2024-01-01T00:00:00Z");
    Readings.Builder readings = Readings.builder(366 * 6);
    for (int day = 0; day < 366; day++) {
      int value = day;
      readings.addAll(
          steady(from.plus(Duration.ofDays(day)), Duration.ofMinutes(20), 6, i -> value + i));
    }
    cassandra.append(power("year"), readings.build());
    IntStream.range(0, 366)
        .mapToObj(day -> from.plus(Duration.ofDays(day)))
        .parallel()
        .forEach(day -> cassandra.closeHours(power("year"), day, day.plus(HOUR.multipliedBy(2))));

    JsonNode series =
        service.json(
            "/servers/year/series?metric=power&points=400&"
                + range(from, from.plus(Duration.ofDays(366))));

    assertThat(series.get("resolutionSeconds").asLong()).isEqualTo(86_400);
    assertThat(series.get("unit").asString()).isEqualTo("W");
    assertThat(series.get("points")).hasSize(366);
    JsonNode tenth = series.get("points").get(10);
    assertThat(tenth.get(0).asLong()).isEqualTo(from.plus(Duration.ofDays(10)).toEpochMilli());
    assertThat(tenth.get(1).asDouble()).isEqualTo(10);
    assertThat(tenth.get(2).asDouble()).isEqualTo(12.5);
    assertThat(tenth.get(3).asDouble()).isEqualTo(15);
  }

  @Test
  void csv_hundredThousandReadings_streamsThemAll() throws Exception {
    for (int hour = 0; hour < 28; hour++) {
      cassandra.append(
          power("streamed"),
          steady(DAY.plus(HOUR.multipliedBy(hour)), Duration.ofSeconds(1), 3600, i -> i / 8.0));
    }
    HttpResponse<InputStream> answer =
        service
            .http()
            .send(
                service
                    .request(
                        "/servers/streamed/readings.csv?metric=power&"
                            + range(DAY, DAY.plus(HOUR.multipliedBy(28))))
                    .header("Authorization", "Bearer " + service.token())
                    .build(),
                HttpResponse.BodyHandlers.ofInputStream());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
    assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment")
        .contains("power-readings.csv");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("timestamp,power (W),origin");
      assertThat(lines.readLine()).isEqualTo("2025-03-01T00:00:00.000Z,0.0,measured");
      assertThat(lines.lines().count()).isEqualTo(28 * 3600 - 1);
    }
  }

  @Test
  void seriesCsv_range_hasARowForEachPoint() {
    cassandra.append(power("quiet"), steady(DAY, Duration.ofMinutes(1), 10, i -> 5));

    HttpResponse<String> answer =
        service.get(
            "/servers/quiet/series.csv?metric=power&points=60&" + range(DAY, DAY.plus(HOUR)));

    assertThat(answer.body().lines())
        .hasSize(11)
        .startsWith("start,min (W),mean (W),max (W)", "2025-03-01T00:00:00.000Z,5.0,5.0,5.0");
  }

  @Test
  void status_sensorThatPaused_saysWhen() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    cassandra.append(
        power("gaps"),
        steady(now.minus(HOUR.multipliedBy(3)), Duration.ofSeconds(10), 360, i -> 1));
    cassandra.append(power("gaps"), steady(now.minus(HOUR), Duration.ofSeconds(10), 355, i -> 2));

    JsonNode sensors = service.json("/servers/gaps/status").get("sensors");

    JsonNode power = sensors.get(0);
    assertThat(power.get("metric").asString()).isEqualTo("power");
    assertThat(power.get("lastReading").get("origin").asString()).isEqualTo("measured");
    assertThat(power.get("expectedIntervalSeconds").asDouble()).isEqualTo(10);
    assertThat(power.get("lagSeconds").asDouble()).isBetween(60.0, 120.0);
    assertThat(power.get("gapCount").asInt()).isEqualTo(2);
    Instant lastOfFirst = now.minus(HOUR.multipliedBy(2)).minusSeconds(10);
    assertThat(Instant.parse(power.get("gaps").get(0).get("start").asString()))
        .isEqualTo(lastOfFirst);
    assertThat(Instant.parse(power.get("gaps").get(0).get("end").asString()))
        .isEqualTo(now.minus(HOUR));
    assertThat(power.get("gaps").get(1).get("end").isNull()).isTrue();
    JsonNode co2 = sensors.get(1);
    assertThat(co2.get("metric").asString()).isEqualTo("co2");
    assertThat(co2.get("lastReading").isNull()).isTrue();
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
    assertGroup(sites, "paris", 2, 2);
    assertGroup(sites, "berlin", 8, 1);
    assertThat(sites.get("total").get("energyKwh").asDouble()).isCloseTo(3, within(1e-9));
    assertThat(sites.get("total").get("coverage").asDouble()).isCloseTo(0.3, within(1e-9));
    assertGroup(service.json(path + "rack"), "paris/R9", 2, 2);
    assertGroup(service.json(path + "source"), "WIND", 1, 1);
    assertGroup(service.json(path + "label:team"), "blue", 1, 1);
    assertThat(service.json("/fleet/totals?" + range(from, to)).get("groups")).isEmpty();
  }

  private static void assertGroup(JsonNode answer, String key, int servers, double kwh) {
    JsonNode group =
        StreamSupport.stream(answer.get("groups").spliterator(), false)
            .filter(each -> each.get("key").asString().equals(key))
            .findFirst()
            .orElseThrow();
    assertThat(group.get("servers").asInt()).isEqualTo(servers);
    assertThat(group.get("total").get("energyKwh").asDouble()).isCloseTo(kwh, within(1e-9));
  }

  @Test
  void fleetLatest_serversInService_haveTheirLastReadings() {
    Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(5);
    cassandra.append(power("wind"), steady(at, HOUR, 1, i -> 77));

    JsonNode items = service.json("/fleet/latest").get("items");

    assertThat(items).hasSize(9).noneMatch(item -> item.get("serverId").asString().equals("gone"));
    JsonNode wind =
        StreamSupport.stream(items.spliterator(), false)
            .filter(item -> item.get("serverId").asString().equals("wind"))
            .findFirst()
            .orElseThrow();
    assertThat(wind.get("serverName").asString()).isEqualTo("Server wind");
    assertThat(wind.get("siteName").asString()).isEqualTo("Site paris");
    assertThat(wind.get("power").get("value").asDouble()).isEqualTo(77);
    assertThat(Instant.parse(wind.get("power").get("timestamp").asString())).isEqualTo(at);
    assertThat(wind.get("co2").isNull()).isTrue();
  }

  @Test
  void retiredServer_history_staysReadable() {
    cassandra.append(power("gone"), steady(DAY, Duration.ofMinutes(1), 3, i -> 9));

    assertThat(
            service
                .json("/servers/gone/readings?metric=power&" + range(DAY, DAY.plus(HOUR)))
                .get("items"))
        .hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "/servers/paged/readings?metric=power&from=x&to=2025-01-02T00:00:00Z, 400, from",
    "/servers/paged/readings?metric=power&from=2199-01-01T00:00:00Z, 400, from",
    "/servers/paged/readings?metric=volts&from=0&to=1, 400, metric",
    "/servers/paged/readings?metric=power&from=1&to=1, 400, from",
    "/servers/paged/readings?metric=power&from=0&to=9&limit=1001, 400, limit",
    "/servers/paged/readings?metric=power&from=0&to=9&limit=many, 400, limit",
    "/servers/paged/readings?metric=power&from=0&to=9&cursor=abc, 400, cursor",
    "/servers/paged/readings?metric=power&from=0&to=1767225600000, 400, to",
    "/servers/paged/series?metric=power&from=0&to=9&points=0, 400, points",
    "/servers/paged/series?metric=power&from=0&to=9&points=10001, 400, points",
    "/servers/paged/series.csv?metric=power&from=0&to=9&points=-1, 400, points",
    "/servers/paged/totals?from=0&to=9&bucket=week, 400, bucket",
    "/servers/paged/totals?from=0&to=9&zone=Mars, 400, zone",
    "/servers/paged/totals?from=0&to=63072000000&bucket=hour, 400, to",
    "/fleet/totals?from=0&to=9&groupBy=colour, 400, groupBy",
    "/fleet/totals?from=0&to=9&groupBy=label:, 400, groupBy",
    "/servers/nobody/readings?metric=power&from=0&to=9, 404, ",
    "/servers/nobody/status, 404, ",
    "/servers/..%2f..%2fetc/status, 400, ",
    "/servers/a%00b/status, 400, ",
    "/servers/*/status, 404, ",
  })
  void badInput_anyEndpoint_isAProblemThatNamesTheField(String path, int status, String field) {
    HttpResponse<String> answer = service.get(path);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    if (field != null) {
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(answer.body()).contains("\"field\":\"" + field + "\"").contains("\"reason\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/servers/paged/status",
        "/fleet/latest",
        "/servers/paged/readings.csv?metric=power&from=0&to=9"
      })
  void noToken_anyEndpoint_is401(String path) {
    assertThat(service.anonymous(path).statusCode()).isEqualTo(401);
    assertThat(service.get(path, "Authorization", "Bearer " + registry.forgedToken()).statusCode())
        .isEqualTo(401);
    String expired = registry.token("USER", "s", Duration.ofMinutes(-1));
    assertThat(service.get(path, "Authorization", "Bearer " + expired).statusCode()).isEqualTo(401);
    assertThat(service.get(path, "Cookie", "kw_session=" + expired).statusCode()).isEqualTo(401);
  }

  @Test
  void serviceToken_isNoUser_is403() {
    // Issued by the registry for people, so this role does not fit and the token is none.
    String odd = registry.token("SERVICE");
    assertThat(service.get("/fleet/latest", "Authorization", "Bearer " + odd).statusCode())
        .isEqualTo(401);
    String own = registry.serviceToken();
    assertThat(service.get("/fleet/latest", "Authorization", "Bearer " + own).statusCode())
        .isEqualTo(403);
  }

  @Test
  void cookie_ofAUser_mayRead() {
    HttpResponse<String> answer =
        service.get("/fleet/latest", "Cookie", "kw_session=" + registry.token("USER"));

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void openApi_withoutToken_describesTheEndpoints() {
    HttpResponse<String> answer = service.anonymous("/openapi");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("/api/v1/history/servers/{id}/series", "/api/v1/history/fleet/totals");
  }
}
