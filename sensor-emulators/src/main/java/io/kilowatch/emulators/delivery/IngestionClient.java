package io.kilowatch.emulators.delivery;

import io.kilowatch.emulators.delivery.IngestionAnswer.Delivered;
import io.kilowatch.emulators.delivery.IngestionAnswer.Refused;
import io.kilowatch.emulators.delivery.IngestionAnswer.TryAgain;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Posts batches to ingestion with the emulators' key. */
final class IngestionClient implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final int LONGEST_REASON = 300;

  /** The batch itself is bad. Any other refusal may pass: a key not yet known, a broker away. */
  private static final Set<Integer> FINAL = Set.of(400, 413, 415, 422);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final HttpRequest.Builder request;
  private final JsonMapper json;

  /**
   * A client of this ingestion-service.
   *
   * @throws IllegalArgumentException if nothing can be posted there
   */
  IngestionClient(URI ingestion, String key, JsonMapper json) {
    this.request =
        HttpRequest.newBuilder(
                URI.create(ingestion.toString().replaceAll("/+$", "") + "/api/v1/readings"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header("X-API-Key", key);
    this.json = json;
  }

  IngestionAnswer post(List<Reading> batch) throws InterruptedException {
    HttpRequest posting =
        request
            .copy()
            .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(batch)))
            .build();
    try {
      return answer(http.send(posting, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      return new TryAgain(e.toString(), Duration.ZERO);
    }
  }

  private IngestionAnswer answer(HttpResponse<String> response) {
    int status = response.statusCode();
    if (status / 100 == 2) {
      return delivered(response.body());
    }
    String reason = status + " " + abbreviated(response.body());
    return FINAL.contains(status)
        ? new Refused(reason)
        : new TryAgain(reason, retryAfter(response));
  }

  private IngestionAnswer delivered(String body) {
    try {
      JsonNode answer = json.readTree(body);
      JsonNode rejected = answer.path("rejected");
      return new Delivered(
          answer.path("accepted").asInt(0),
          rejected.size(),
          rejected.isEmpty() ? "" : rejected.path(0).path("reason").asString(""));
    } catch (JacksonException e) {
      return new TryAgain("unreadable answer: " + abbreviated(body), Duration.ZERO);
    }
  }

  private static Duration retryAfter(HttpResponse<String> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(seconds -> seconds.matches("\\d{1,4}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .orElse(Duration.ZERO);
  }

  private static String abbreviated(String body) {
    return body.length() <= LONGEST_REASON ? body : body.substring(0, LONGEST_REASON) + "...";
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
