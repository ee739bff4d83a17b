package io.kilowatch.chat;

import io.kilowatch.base.TestRegistry;
import io.kilowatch.local.DocumentStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on free ports, and its clients. */
public final class RunningChat implements AutoCloseable {

  public static final String ORIGIN = "https://kilowatch.example";
  private static final String NO_BROKER = "amqp://127.0.0.1:1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Longer than a machine pauses. */
  private static final Duration STORE_FOUND_WITHIN = Duration.ofSeconds(30);

  private final JsonMapper json = new JsonMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final DocumentStore store;
  private final TestRegistry registry;
  private final ConfigurableApplicationContext context;
  private final List<AutoCloseable> own;

  private RunningChat(
      SpringApplicationBuilder application,
      DocumentStore store,
      TestRegistry registry,
      String brokerUri,
      Path directory,
      Duration storeFoundWithin,
      List<AutoCloseable> own) {
    this.store = store;
    this.registry = registry;
    this.own = own;
    List<String> arguments = new ArrayList<>(registry.keyFiles(directory));
    arguments.addAll(
        List.of(
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--management.server.port=0",
            "--kilowatch.registry-uri=" + registry.uri(),
            "--kilowatch.public-origin=" + ORIGIN,
            "--spring.mongodb.uri=" + store.uri(),
            "--kilowatch.documents.found-within=" + storeFoundWithin,
            "--spring.rabbitmq.addresses=" + brokerUri));
    context = application.run(arguments.toArray(String[]::new));
  }

  /** With a store of its own and no broker. */
  public static RunningChat alone(Path directory) {
    return start(application(), NO_BROKER, directory, STORE_FOUND_WITHIN);
  }

  /** The same, which misses its store sooner. */
  static RunningChat impatient(Path directory) {
    return start(application(), NO_BROKER, directory, Duration.ofSeconds(5));
  }

  /** The same, at a time that the test sets. */
  public static RunningChat at(Clock clock, Path directory) {
    SpringApplicationBuilder application =
        application()
            .initializers(context ->
                ((GenericApplicationContext) context)
                    .registerBean(
                        "clockOfTheTest",
                        Clock.class,
                        () -> clock,
                        definition -> definition.setPrimary(true)));
    return start(application, NO_BROKER, directory, STORE_FOUND_WITHIN);
  }

  /** With a store of its own and this broker. */
  static RunningChat on(String brokerUri, Path directory) {
    return start(application(), brokerUri, directory, STORE_FOUND_WITHIN);
  }

  /** Another replica: on the same store and registry. */
  RunningChat another(String brokerUri, Path directory) {
    return new RunningChat(
        application(), store, registry, brokerUri, directory, STORE_FOUND_WITHIN, List.of());
  }

  private static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(ChatApplication.class);
  }

  private static RunningChat start(
      SpringApplicationBuilder application,
      String brokerUri,
      Path directory,
      Duration storeFoundWithin) {
    DocumentStore store = DocumentStore.start(directory.resolve("documents"));
    TestRegistry registry = new TestRegistry("chat-service");
    registry.site("berlin", TestRegistry.period(TestRegistry.REGISTERED, "DE", 1.5, 0.2));
    registry.server("s1", "berlin");
    return new RunningChat(
        application,
        store,
        registry,
        brokerUri,
        directory,
        storeFoundWithin,
        List.of(registry, store));
  }

  public DocumentStore store() {
    return store;
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Somebody who calls with a token of their own. */
  public Caller person(String id, String role) {
    return new Caller(registry.tokenOf(id, "Name of " + id, role));
  }

  /** Somebody who calls with this token. */
  Caller personWith(String token) {
    return new Caller(token);
  }

  TestRegistry registry() {
    return registry;
  }

  HttpClient http() {
    return http;
  }

  /** Where its web socket is. */
  URI sockets() {
    return URI.create(uri("local.server.port", "/ws/chat").toString().replace("http:", "ws:"));
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
  public record Answer(int status, String contentType, String text) {

    public JsonNode json() {
      return new JsonMapper().readTree(text);
    }

    /** The body, after the status was the one expected. */
    public JsonNode expect(int expected) {
      if (status != expected) {
        throw new AssertionError(status + " " + text);
      }
      return json();
    }
  }

  /** Somebody who calls. */
  public final class Caller {

    private final String token;

    private Caller(String token) {
      this.token = token;
    }

    /** A socket of theirs, with answers to what they say. */
    ChatSocket socket() throws Throwable {
      return ChatSocket.open(RunningChat.this, token);
    }

    public Answer get(String path) throws Exception {
      return send("GET", path, "");
    }

    public Answer post(String path, String body) throws Exception {
      return send("POST", path, body);
    }

    /** Begins a conversation. */
    public String begin(String subject) throws Exception {
      String body = json.writeValueAsString(Map.of("subject", subject));
      return post("/conversations", body).expect(201).get("id").asString();
    }

    /** Says something. */
    public Answer say(String conversation, String clientId, String text) throws Exception {
      String body = json.writeValueAsString(Map.of("clientId", clientId, "text", text));
      return post("/conversations/" + conversation + "/messages", body);
    }

    /** Says it again and again until the store is there. */
    Answer sayUntilKept(String conversation, String clientId, String text) throws Exception {
      Instant deadline = Instant.now().plus(PATIENCE);
      Answer answer = say(conversation, clientId, text);
      while (answer.status() == 503 && Instant.now().isBefore(deadline)) {
        Thread.sleep(500);
        answer = say(conversation, clientId, text);
      }
      return answer;
    }

    public Answer send(String method, String path, String body) throws Exception {
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
    http.close();
    try {
      for (AutoCloseable each : own) {
        each.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
