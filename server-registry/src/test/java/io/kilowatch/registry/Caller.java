package io.kilowatch.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who calls the registry over HTTP. */
public final class Caller {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final JsonMapper JSON = new JsonMapper();

  private final String base;
  private final List<String> headers;
  private final @Nullable String token;

  Caller(String base, @Nullable String header, @Nullable String value) {
    this(base, header == null ? List.of() : List.of(header, String.valueOf(value)), null);
  }

  private Caller(String base, List<String> headers, @Nullable String token) {
    this.base = base;
    this.headers = headers;
    this.token = token;
  }

  public Caller with(String header, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(header);
    more.add(value);
    return new Caller(base, more, token);
  }

  public Caller bearer(String bearer) {
    Caller caller = with("Authorization", "Bearer " + bearer);
    return new Caller(base, caller.headers, bearer);
  }

  public Caller cookie(String session) {
    return with("Cookie", "kw_session=" + session);
  }

  public String token() {
    return String.valueOf(token);
  }

  /** Signs in as scripts do. */
  public Caller signedIn(String email, String password) throws Exception {
    Answer answer = post("/api/v1/auth/token", Map.of("email", email, "password", password));
    return bearer(answer.expect(200).get("access_token").asString());
  }

  public Answer get(String path) throws Exception {
    return send("GET", path, null, null);
  }

  public Answer post(String path, @Nullable Object body) throws Exception {
    return send("POST", path, body, "application/json");
  }

  public Answer put(String path, Object body) throws Exception {
    return send("PUT", path, body, "application/json");
  }

  public Answer patch(String path, Object body) throws Exception {
    return send("PATCH", path, body, "application/json");
  }

  public Answer delete(String path) throws Exception {
    return send("DELETE", path, null, null);
  }

  /** A text is sent as it is, anything else as JSON. */
  public Answer send(
      String method, String path, @Nullable Object body, @Nullable String contentType)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    for (int i = 0; i < headers.size(); i += 2) {
      request.header(headers.get(i), headers.get(i + 1));
    }
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      String text = body instanceof String s ? s : JSON.writeValueAsString(body);
      request.method(method, HttpRequest.BodyPublishers.ofString(text));
    }
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
  }

  /** What came back. */
  public record Answer(HttpResponse<String> response) {

    public int status() {
      return response.statusCode();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public JsonNode json() {
      return JSON.readTree(response.body().isEmpty() ? "null" : response.body());
    }

    /** The body, after the status was the one expected. */
    public JsonNode expect(int status) {
      assertThat(status()).as("%s", this).isEqualTo(status);
      return json();
    }

    /** Insists on a problem that names exactly these fields. */
    public Answer expectProblem(int status, String... fields) {
      assertThat(status()).as("%s", this).isEqualTo(status);
      assertThat(header("Content-Type")).as("%s", this).startsWith("application/problem+json");
      assertThat(json().get("status").asInt()).isEqualTo(status);
      if (fields.length > 0) {
        List<String> named = new ArrayList<>();
        json().get("errors").forEach(error -> named.add(error.get("field").asString()));
        assertThat(named).as("%s", this).containsExactlyInAnyOrder(fields);
        json()
            .get("errors")
            .forEach(error -> assertThat(error.get("reason").asString()).isNotBlank());
      }
      return this;
    }

    @Override
    public String toString() {
      return response.request().method()
          + " "
          + response.uri()
          + " -> "
          + status()
          + " "
          + response.body();
    }
  }
}
