package io.kilowatch.chat;

import io.kilowatch.base.TestRegistry;
import io.kilowatch.local.DocumentStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on free ports, with a store of its own and no broker, and its clients. */
final class RunningChat implements AutoCloseable {

  private static final String NO_BROKER = "amqp://127.0.0.1:1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final JsonMapper json = new JsonMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final DocumentStore store;
  private final TestRegistry registry;
  private final ConfigurableApplicationContext context;

  RunningChat(Path directory, String... more) {
    store = DocumentStore.start(directory.resolve("documents"));
    registry = new TestRegistry("chat-service");
    registry.site("berlin", TestRegistry.period(TestRegistry.REGISTERED, "DE", 1.5, 0.2));
    registry.server("s1", "berlin");
    List<String> arguments = new ArrayList<>(registry.keyFiles(directory));
    arguments.addAll(
        List.of(
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--management.server.port=0",
            "--kilowatch.registry-uri=" + registry.uri(),
            "--spring.mongodb.uri="
                + store.uri()
                + "?serverSelectionTimeoutMS=500&connectTimeoutMS=500",
            "--spring.rabbitmq.addresses=" + NO_BROKER));
    arguments.addAll(Arrays.asList(more));
    context =
        new SpringApplicationBuilder(ChatApplication.class).run(arguments.toArray(String[]::new));
  }

  DocumentStore store() {
    return store;
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Somebody who calls with a token of their own. */
  Caller person(String id, String role) {
    return new Caller(registry.tokenOf(id, "Name of " + id, role));
  }

  int readiness() throws Exception {
    return http.send(
            HttpRequest.newBuilder(uri("local.management.port", "/actuator/health/readiness"))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** Waits for the directory of servers, which comes a moment after the start. */
  RunningChat awaitServers() throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    Caller anybody = person("early", "USER");
    String body = "{\"subject\":\"Early\",\"serverId\":\"s1\"}";
    while (anybody.post("/conversations", body).status() != 201) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("the directory did not come");
      }
      Thread.sleep(50);
    }
    return this;
  }

  private URI uri(String port, String path) {
    return URI.create(
        "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty(port) + path);
  }

  /** What came back. */
  record Answer(int status, String contentType, String text) {

    JsonNode json() {
      return new JsonMapper().readTree(text);
    }

    /** The body, after the status was the one expected. */
    JsonNode expect(int expected) {
      if (status != expected) {
        throw new AssertionError(status + " " + text);
      }
      return json();
    }
  }

  /** Somebody who calls. */
  final class Caller {

    private final String token;

    private Caller(String token) {
      this.token = token;
    }

    Answer get(String path) throws Exception {
      return send("GET", path, "");
    }

    Answer post(String path, String body) throws Exception {
      return send("POST", path, body);
    }

    /** Begins a conversation. */
    String begin(String subject) throws Exception {
      String body = json.writeValueAsString(Map.of("subject", subject));
      return post("/conversations", body).expect(201).get("id").asString();
    }

    /** Says something. */
    Answer say(String conversation, String clientId, String text) throws Exception {
      String body = json.writeValueAsString(Map.of("clientId", clientId, "text", text));
      return post("/conversations/" + conversation + "/messages", body);
    }

    Answer send(String method, String path, String body) throws Exception {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(uri("local.server.port", "/api/v1/chat" + path))
                  .header("Authorization", "Bearer " + token)
                  .header("Content-Type", "application/json")
                  .method(method, HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      String type = answer.headers().firstValue("Content-Type").orElse("");
      return new Answer(answer.statusCode(), type, answer.body());
    }
  }

  @Override
  public void close() {
    context.close();
    registry.close();
    store.close();
    http.close();
  }
}
