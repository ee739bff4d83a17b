package io.kilowatch.benchmarks.client;

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
public final class PlatformClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(8);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final JsonMapper json = JsonMapper.builder().build();
  private final URI url;
  private final Map<String, String> credentials;
  private String token = "";
  private Instant tokenEnds = Instant.EPOCH;

  /** A platform, and whom to be there. */
  public PlatformClient(URI url, String email, String password) {
    this.url = url;
    this.credentials = Map.of("email", email, "password", password);
  }

  public JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path).header("Authorization", "Bearer " + token()).GET().build(), false);
  }

  public JsonNode post(String path, Object body) throws IOException, InterruptedException {
    return send(
        request(path).header("Authorization", "Bearer " + token()).POST(json(body)).build(), false);
  }

  /**
   * Sends readings with an ingest key. A key or a server that was made a moment ago may not be
   * known yet, so 401 and 400 are tried again, too.
   */
  public JsonNode postReadings(String key, Object readings)
      throws IOException, InterruptedException {
    return send(
        request("/api/v1/readings").header("X-API-Key", key).POST(json(readings)).build(), true);
  }

  /** For the header {@code Authorization: Bearer}; holds for two minutes at least. */
  public synchronized String token() throws IOException, InterruptedException {
    if (Instant.now().isAfter(tokenEnds)) {
      token =
          send(request("/api/v1/auth/token").POST(json(credentials)).build(), false)
              .path("access_token")
              .asString();
      tokenEnds = Instant.now().plus(TOKEN_LIFE);
    }
    return token;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
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
