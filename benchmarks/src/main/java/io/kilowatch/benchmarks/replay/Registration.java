package io.kilowatch.benchmarks.replay;

import io.kilowatch.benchmarks.client.PlatformClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Registers a site for each zone and every server as external, under names of this run only. */
final class Registration {

  /** A server as the platform knows it. */
  record Registered(String id, String key, ReplayServer server) {}

  private final PlatformClient platform;
  private final String suffix;

  Registration(PlatformClient platform, String suffix) {
    this.platform = platform;
    this.suffix = suffix;
  }

  List<Registered> register(Week week) throws IOException, InterruptedException {
    Map<String, String> sites = new HashMap<>();
    for (String zone : week.zones()) {
      sites.put(zone, platform.post("/api/v1/sites", site(zone)).path("id").asString());
    }
    List<Registered> registered = new ArrayList<>();
    for (ReplayServer server : week.servers()) {
      JsonNode answer =
          platform.post("/api/v1/servers", server(server, sites.getOrDefault(server.zone(), "")));
      registered.add(
          new Registered(
              answer.path("id").asString(), answer.path("ingestKey").asString(), server));
    }
    return registered;
  }

  private Map<String, Object> site(String zone) {
    return Map.of(
        "name",
        "replay " + zone + " " + suffix,
        "gridZone",
        zone,
        "latitude",
        0.0,
        "longitude",
        0.0,
        "pue",
        Week.PUE,
        "electricityPricePerKwh",
        0.2,
        "currency",
        "EUR");
  }

  private Map<String, Object> server(ReplayServer server, String siteId) {
    return Map.of(
        "name",
        server.name() + "-" + suffix,
        "siteId",
        siteId,
        "rack",
        "replay",
        "cores",
        server.cores(),
        "sensorMode",
        "EXTERNAL",
        "labels",
        Map.of("run", "replay-" + suffix),
        "energy",
        Map.of(
            "source", "GRID",
            "idleWatts", server.curveWatts().getFirst(),
            "peakWatts", server.curveWatts().getLast(),
            "powerCurveWatts", server.curveWatts(),
            "standbyWatts", 5.0));
  }
}
