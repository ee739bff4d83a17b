package io.kilowatch.benchmarks.pipeline;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Watches one server over the live socket and notes when each of its readings arrived. */
final class LiveWatcher implements WebSocket.Listener, AutoCloseable {

  private final JsonMapper json = JsonMapper.builder().build();
  private final Map<Long, Long> arrivals = new ConcurrentHashMap<>();
  private final StringBuilder partial = new StringBuilder();
  private final CompletableFuture<String> connected = new CompletableFuture<>();
  private final WebSocket socket;

  LiveWatcher(URI url, String token, String serverId) throws IOException {
    URI address = URI.create(url.toString().replaceFirst("^http", "ws") + "/ws/live");
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .header("Authorization", "Bearer " + token)
            .subprotocols("v12.stomp")
            .buildAsync(address, this)
            .join();
    send("CONNECT\naccept-version:1.2\nhost:kilowatch\nheart-beat:0,0\n\n\0");
    String answer = connected.orTimeout(20, TimeUnit.SECONDS).join();
    if (!answer.startsWith("CONNECTED")) {
      throw new IOException("the live socket is refused: " + answer);
    }
    send("SUBSCRIBE\nid:0\ndestination:/topic/servers." + serverId + "\n\n\0");
  }

  /** When the reading of this time arrived, by {@link System#nanoTime()}; null before it has. */
  @Nullable Long arrivedAt(long timestampMillis) {
    return arrivals.get(timestampMillis);
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      note(partial.toString(), System.nanoTime());
      partial.setLength(0);
    }
    return WebSocket.Listener.super.onText(from, data, last);
  }

  private void note(String frame, long now) {
    int body = frame.indexOf("\n\n");
    connected.complete(frame);
    if (frame.startsWith("MESSAGE") && body > 0) {
      JsonNode update = json.readTree(frame.substring(body, frame.indexOf('\0', body)));
      JsonNode timestamp = update.path("timestamp");
      long millis =
          timestamp.isNumber()
              ? timestamp.asLong()
              : Instant.parse(timestamp.asString()).toEpochMilli();
      arrivals.putIfAbsent(millis, now);
    }
  }

  private void send(String frame) {
    socket.sendText(frame, true).join();
  }

  @Override
  public void close() {
    socket.abort();
  }
}
