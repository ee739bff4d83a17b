package io.kilowatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the platform over HTTP as a script of an engineer would. */
final class Api {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(30))
          .build();
  private final String url;
  private String token = "";

  Api(String url) {
    this.url = url;
  }

  void signIn(String email, String password) {
    JsonNode answer =
        post(
            "/api/v1/auth/token",
            JSON.createObjectNode().put("email", email).put("password", password),
            200);
    token = answer.get("access_token").asString();
  }

  JsonNode get(String path) {
    return send(request(path).GET(), 200);
  }

  JsonNode post(String path, Object body, int status) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    body instanceof String text ? text : JSON.writeValueAsString(body))),
        status);
  }

  /** Sends readings with an ingest key instead of a token. */
  JsonNode ingest(String key, String body, int status) {
    return send(readings(key, body), status);
  }

  /** The status with which readings are answered. */
  JsonNode tryIngest(String key, String body) {
    try {
      return JSON.getNodeFactory()
          .numberNode(http.send(readings(key, body).build(), BodyHandlers.ofString()).statusCode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder readings(String key, String body) {
    return HttpRequest.newBuilder(URI.create(url + "/api/v1/readings"))
        .timeout(Duration.ofSeconds(60))
        .header("X-API-Key", key)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  void delete(String path, int status) {
    send(request(path).DELETE(), status);
  }

  /** Asks again and again until the answer is as wanted; fails after the deadline. */
  static JsonNode await(
      String what, Duration atMost, Supplier<JsonNode> ask, Predicate<JsonNode> wanted) {
    Instant deadline = Instant.now().plus(atMost);
    JsonNode last = null;
    while (Instant.now().isBefore(deadline)) {
      last = ask.get();
      if (wanted.test(last)) {
        return last;
      }
      pause(Duration.ofMillis(250));
    }
    throw new AssertionError(
        what + " did not come about within " + atMost + "; last answer: " + last);
  }

  static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static String encode(Object value) {
    return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(60));
    return token.isEmpty() ? builder : builder.header("Authorization", "Bearer " + token);
  }

  private JsonNode send(HttpRequest.Builder request, int status) {
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      assertThat(answer.statusCode())
          .as("%s: %s", answer.request(), answer.body())
          .isEqualTo(status);
      return answer.body().isBlank() ? JSON.missingNode() : JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
