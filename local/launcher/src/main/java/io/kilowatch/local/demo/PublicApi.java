package io.kilowatch.local.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of the HTTP API as the example fleet needs, with the strings it expects and no JSON
 * library.
 */
final class PublicApi {
  private static final int ATTEMPTS = 10;
  private static final Pattern ID_AND_NAME =
      Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"\\s*,\\s*\"name\"\\s*:\\s*\"([^\"]+)\"");

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI origin;
  private final String email;
  private final String password;
  private String token = "";

  PublicApi(URI origin, String email, String password) {
    this.origin = origin;
    this.email = email;
    this.password = password;
  }

  void signIn() throws IOException {
    String body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
    token = field("access_token", send(request("/api/v1/auth/token").POST(json(body))));
  }

  String get(String path) throws IOException {
    return send(request(path).header("Authorization", "Bearer " + token).GET());
  }

  /** Of what a list has. */
  static Map<String, String> idsByName(String list) {
    Map<String, String> ids = new HashMap<>();
    Matcher matcher = ID_AND_NAME.matcher(list);
    while (matcher.find()) {
      ids.put(matcher.group(2), matcher.group(1));
    }
    return ids;
  }

  /** The id of what was created. */
  String create(String path, String body) throws IOException {
    return field(
        "id", send(request(path).header("Authorization", "Bearer " + token).POST(json(body))));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(origin.resolve(path))
        .timeout(Duration.ofSeconds(20))
        .header("Content-Type", "application/json");
  }

  private static HttpRequest.BodyPublisher json(String body) {
    return HttpRequest.BodyPublishers.ofString(body);
  }

  /** Tries again while the platform says that it is not there yet. */
  private String send(HttpRequest.Builder builder) throws IOException {
    HttpRequest request = builder.build();
    HttpResponse<String> response = exchange(request);
    for (int attempt = 1; response.statusCode() == 503 && attempt < ATTEMPTS; attempt++) {
      pause();
      response = exchange(request);
    }
    if (response.statusCode() >= 300) {
      throw new IOException(
          request.method()
              + " "
              + request.uri().getPath()
              + " answered "
              + response.statusCode()
              + ": "
              + response.body());
    }
    return response.body();
  }

  private HttpResponse<String> exchange(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String field(String name, String body) throws IOException {
    Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]+)\"").matcher(body);
    if (!matcher.find()) {
      throw new IOException("no " + name + " in the answer");
    }
    return matcher.group(1);
  }
}
