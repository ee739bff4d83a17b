package io.kilowatch.benchmarks.pipeline;

import io.kilowatch.benchmarks.client.PlatformClient;
import io.kilowatch.benchmarks.load.SeriesSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/**
 * External servers of one site, registered for the load.
 *
 * @param key the site's ingest key
 */
public record Fleet(String key, List<String> serverIds) {

  private static final int AT_ONCE = 8;

  public static Fleet register(PlatformClient platform, String name, int servers)
      throws IOException, InterruptedException {
    String site =
        platform
            .post(
                "/api/v1/sites",
                Map.of(
                    "name", name,
                    "gridZone", "DE",
                    "latitude", 50.1,
                    "longitude", 8.7,
                    "pue", 1.3,
                    "electricityPricePerKwh", 0.2,
                    "currency", "EUR"))
            .path("id")
            .asString();
    String key =
        platform
            .post("/api/v1/sites/" + site + "/ingest-key", Map.of())
            .path("ingestKey")
            .asString();
    return new Fleet(key, registered(platform, name, site, servers));
  }

  private static List<String> registered(
      PlatformClient platform, String name, String site, int servers)
      throws IOException, InterruptedException {
    List<Future<JsonNode>> answers = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    try (ExecutorService atOnce = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int i = 0; i < servers; i++) {
        Map<String, Object> server = server(name + "-" + i, site);
        answers.add(atOnce.submit(() -> platform.post("/api/v1/servers", server)));
      }
      try {
        for (Future<JsonNode> answer : answers) {
          ids.add(answer.get().path("id").asString());
          if (ids.size() % 1_000 == 0) {
            System.out.printf("  %,d of %,d%n", ids.size(), servers);
          }
        }
      } catch (ExecutionException e) {
        atOnce.shutdownNow();
        throw new IOException("a server could not be registered", e.getCause());
      }
    }
    return ids;
  }

  private static Map<String, Object> server(String name, String site) {
    return Map.of(
        "name",
        name,
        "siteId",
        site,
        "rack",
        "bench",
        "cores",
        16,
        "sensorMode",
        "EXTERNAL",
        "energy",
        Map.of("source", "GRID", "idleWatts", 50, "peakWatts", 900, "standbyWatts", 5));
  }

  /** Power and CO2 of each server. */
  public List<SeriesSet.Series> powerAndCo2() {
    return serverIds.stream()
        .flatMap(
            id -> List.of("power", "co2").stream().map(metric -> new SeriesSet.Series(id, metric)))
        .toList();
  }

  List<SeriesSet.Series> power(int servers) {
    return serverIds.stream().limit(servers).map(id -> new SeriesSet.Series(id, "power")).toList();
  }
}
