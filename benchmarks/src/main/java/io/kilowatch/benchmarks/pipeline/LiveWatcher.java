package io.kilowatch.benchmarks.pipeline;

import io.kilowatch.benchmarks.client.StompSocket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Watches one server over the live socket and notes when each of its readings arrived. */
final class LiveWatcher implements AutoCloseable {

  private final JsonMapper json = JsonMapper.builder().build();
  private final Map<Long, Long> arrivals = new ConcurrentHashMap<>();
  private final StompSocket socket;

  LiveWatcher(URI url, String token, String serverId) throws IOException {
    socket =
        new StompSocket(HttpClient.newHttpClient(), url.resolve("/ws/live"), token, this::note);
    socket.subscribe("0", "/topic/servers." + serverId);
  }

  /** When the reading of this time arrived, by {@link System#nanoTime()}; null before it has. */
  @Nullable Long arrivedAt(long timestampMillis) {
    return arrivals.get(timestampMillis);
  }

  private void note(String body) {
    long now = System.nanoTime();
    JsonNode timestamp = json.readTree(body).path("timestamp");
    long millis =
        timestamp.isNumber()
            ? timestamp.asLong()
            : Instant.parse(timestamp.asString()).toEpochMilli();
    arrivals.putIfAbsent(millis, now);
  }

  @Override
  public void close() {
    socket.close();
  }
}
