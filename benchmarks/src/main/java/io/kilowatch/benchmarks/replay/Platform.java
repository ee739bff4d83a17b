package io.kilowatch.benchmarks.replay;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The platform over HTTP, as a script would use it. */
final class Platform implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(8);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final JsonMapper json = JsonMapper.builder().build();
  private final ReplayOptions options;
  private String token = "";
  private Instant tokenEnds = Instant.EPOCH;

  Platform(ReplayOptions options) {
    this.options = options;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path).header("Authorization", "Bearer " + token()).GET().build(), false);
  }

  JsonNode post(String path, Object body) throws IOException, InterruptedException {
    return send(
        request(path).header("Authorization", "Bearer " + token()).POST(json(body)).build(), false);
  }

  /**
   * Sends readings with an ingest key. A key or a server that was made a moment ago may not be
   * known yet, so 401 and 400 are tried again, too.
   */
  JsonNode postReadings(String key, Object readings) throws IOException, InterruptedException {
    return send(
        request("/api/v1/readings").header("X-API-Key", key).POST(json(readings)).build(), true);
  }

  private synchronized String token() throws IOException, InterruptedException {
    if (Instant.now().isAfter(tokenEnds)) {
      Map<String, String> body = Map.of("email", options.email(), "password", options.password());
      token =
          send(request("/api/v1/auth/token").POST(json(body)).build(), false)
              .path("access_token")
              .asString();
      tokenEnds = Instant.now().plus(TOKEN_LIFE);
    }
    return token;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(options.url() + path))
        .timeout(Duration.ofMinutes(1))
        .header("Content-Type", "application/json");
  }

  private HttpRequest.BodyPublisher json(Object body) {
    return HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
  }

  private JsonNode send(HttpRequest request, boolean freshKey)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    Duration pause = Duration.ofMillis(250);
    while (true) {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      int status = response.statusCode();
      if (status / 100 == 2) {
        return json.readTree(response.body());
      }
      boolean passing =
          status == 503 || status == 429 || (freshKey && (status == 401 || status == 400));
      if (!passing || Instant.now().isAfter(deadline)) {
        throw new IOException(
            request.method() + " " + request.uri() + ": " + status + " " + response.body());
      }
      Thread.sleep(pause);
      pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
