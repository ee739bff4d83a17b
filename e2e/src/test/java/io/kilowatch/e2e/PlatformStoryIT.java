package io.kilowatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** From an empty directory to a fleet that survives being stopped, and being killed. */
class PlatformStoryIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  private static final String SITE =
      """
      {"name":"Frankfurt 1","gridZone":"DE","latitude":50.11,"longitude":8.68,"pue":1.4,
       "electricityPricePerKwh":0.25,"currency":"EUR"}
      """;

  private static final String SERVER =
      """
      {"name":"%s","siteId":"%s","rack":"R1","cores":16,
       "energy":{"source":"GRID","idleWatts":54.1,"peakWatts":243,"standbyWatts":8},
       "sensorMode":"%s","labels":{"team":"search"}}
      """;

  @Test
  void fleet_throughStopAndKill_keepsEveryReading(@TempDir Path directory) {
    try (Platform platform = new Platform(directory.resolve("data"), "off")) {
      // 1. An empty machine, one command.
      String output = platform.up();
      assertThat(output).contains(platform.url());
      Api api = new Api(platform.url());
      api.signIn(platform.adminEmail(), platform.adminPassword());
      assertThat(platform.status()).contains("packager-service");

      // 2. A site and two servers, one with emulated sensors and one with a meter of its own.
      String site = api.post("/api/v1/sites", SITE, 201).get("id").asString();
      JsonNode emulated =
          api.post("/api/v1/servers", SERVER.formatted("web-1", site, "EMULATED"), 201);
      JsonNode metered =
          api.post("/api/v1/servers", SERVER.formatted("db-1", site, "EXTERNAL"), 201);
      String id = emulated.get("id").asString();
      assertThat(emulated.get("sensors")).hasSize(2);

      // 3. The two sensors stream by themselves.
      Instant start = Instant.now();
      Api.await(
          "a CO2 reading of the emulated server",
          SOON,
          () -> status(api, id),
          status -> status.toString().contains("co2") && readings(api, id, "co2", start) > 0);
      int before = readings(api, id, "power", start);
      Api.await(
          "more power readings",
          SOON,
          () -> status(api, id),
          s -> readings(api, id, "power", start) > before + 3);

      // 4. A real meter's readings are stored once, however often they are sent.
      String meter = metered.get("id").asString();
      Instant measured = start.minusSeconds(3_600);
      String body = twoReadings(meter, measured);
      String key = metered.get("ingestKey").asString();
      assertThat(api.ingest(key, body, 202).get("accepted").asInt()).isEqualTo(2);
      assertThat(api.ingest(key, body, 202).get("accepted").asInt()).isEqualTo(2);
      api.ingest("kw_wrong", body, 401);
      api.ingest(key, body.replace(meter, id), 400);
      Instant end = measured.plusSeconds(1_200);
      Api.await(
          "the meter's readings",
          SOON,
          () -> api.get(totals(meter, measured, end)),
          t -> t.get("total").get("energyKwh").asDouble() > 0);
      assertMeterAccount(api, meter, measured, end);

      // 5. Series and totals grow.
      JsonNode series =
          api.get(
              "/api/v1/history/servers/"
                  + id
                  + "/series?metric=power&points=100&from="
                  + start
                  + "&to="
                  + Instant.now());
      assertThat(series.get("points")).isNotEmpty();
      assertThat(series.get("unit").asString()).isEqualTo("W");
      JsonNode soFar = api.get(totals(id, start, Instant.now())).get("total");
      assertThat(soFar.get("energyKwh").asDouble()).isPositive();
      assertThat(soFar.get("emissionsGrams").asDouble()).isPositive();
      Api.await(
          "totals to grow",
          SOON,
          () -> api.get(totals(id, start, Instant.now())).get("total"),
          later ->
              later.get("energyKwh").asDouble() > soFar.get("energyKwh").asDouble()
                  && later.get("emissionsGrams").asDouble()
                      > soFar.get("emissionsGrams").asDouble());

      // 6. Retired: its sensors stop, its history stays.
      api.delete("/api/v1/servers/" + id, 204);
      Api.await(
          "the sensors to stop",
          SOON,
          () -> api.get("/api/v1/emulators/sensors?server=" + id),
          sensors -> sensors.get("items").isEmpty());
      int kept = readingsInTheEnd(api, id, "power", start);
      assertThat(readings(api, id, "power", start)).isEqualTo(kept).isPositive();

      // 7. Stopped and started again: all still there.
      platform.down();
      assertThat(platform.processes()).as("left behind by make down").isEmpty();
      platform.up();
      api.signIn(platform.adminEmail(), platform.adminPassword());
      assertThat(readings(api, id, "power", start)).isEqualTo(kept);
      assertMeterAccount(api, meter, measured, end);

      // 8. Killed and started again: what was acknowledged is there, and no orphan holds a port.
      Instant later = measured.plusSeconds(1_800);
      assertThat(api.ingest(key, twoReadings(meter, later), 202).get("accepted").asInt())
          .isEqualTo(2);
      platform.killLauncher();
      awaitNoProcesses(platform);
      platform.up();
      api.signIn(platform.adminEmail(), platform.adminPassword());
      Api.await(
          "the readings that were acknowledged before the kill",
          SOON,
          () ->
              api.get(
                  "/api/v1/history/servers/"
                      + meter
                      + "/readings?metric=power&from="
                      + measured
                      + "&to="
                      + Instant.now()),
          page -> page.get("items").size() == 4);
      assertMeterAccount(api, meter, measured, end);
    }
  }

  /** 200 W for 10 minutes, then 100 W for 10 minutes: 50 Wh; nothing is known of its CO2. */
  private static String twoReadings(String server, Instant at) {
    return """
    [{"serverId":"%s","metric":"power","timestamp":"%s","value":200},
     {"serverId":"%s","metric":"power","timestamp":%d,"value":100}]
    """
        .formatted(server, at, server, at.plusSeconds(600).toEpochMilli());
  }

  private static void assertMeterAccount(Api api, String server, Instant from, Instant to) {
    JsonNode total = api.get(totals(server, from, to)).get("total");
    assertThat(total.get("energyKwh").asDouble()).isCloseTo(0.05, within(1e-9));
    assertThat(total.get("coverage").asDouble()).isCloseTo(1, within(1e-9));
    assertThat(total.get("emissionsGrams").asDouble()).isPositive();
    assertThat(
            api.get(
                    "/api/v1/history/servers/"
                        + server
                        + "/readings?metric=power&from="
                        + from
                        + "&to="
                        + to)
                .get("items"))
        .hasSize(2);
  }

  private static String totals(String server, Instant from, Instant to) {
    return "/api/v1/history/servers/"
        + server
        + "/totals?bucket=hour&zone=Europe/Berlin&from="
        + from
        + "&to="
        + to;
  }

  private static JsonNode status(Api api, String server) {
    return api.get("/api/v1/history/servers/" + server + "/status");
  }

  private static int readings(Api api, String server, String metric, Instant from) {
    return api.get(
            "/api/v1/history/servers/"
                + server
                + "/readings?limit=1000&metric="
                + metric
                + "&from="
                + from
                + "&to="
                + Instant.now().plusSeconds(1))
        .get("items")
        .size();
  }

  /** How many there are once no more come, though one would each second. */
  private static int readingsInTheEnd(Api api, String server, String metric, Instant from) {
    Instant deadline = Instant.now().plus(SOON);
    int before = -1;
    int now = readings(api, server, metric, from);
    while (now != before) {
      assertThat(Instant.now()).as("the end of %s's readings", server).isBefore(deadline);
      Api.pause(Duration.ofSeconds(5));
      before = now;
      now = readings(api, server, metric, from);
    }
    return now;
  }

  private static void awaitNoProcesses(Platform platform) {
    Instant deadline = Instant.now().plus(SOON);
    while (Instant.now().isBefore(deadline) && !platform.processes().isEmpty()) {
      Api.pause(Duration.ofMillis(200));
    }
    assertThat(platform.processes()).as("orphans of a killed run").isEmpty();
  }
}
