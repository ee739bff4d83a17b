package io.kilowatch.scheduler;

import io.kilowatch.base.TestRegistry;
import io.kilowatch.contracts.registry.EnergySource;
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
import java.util.concurrent.Callable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on free ports, with a store and a registry of its own, and its clients. */
public final class RunningScheduler implements AutoCloseable {

  private static final String NO_BROKER = "amqp://127.0.0.1:1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final DocumentStore store;
  private final TestRegistry registry;
  private final Path directory;
  private final ConfigurableApplicationContext context;
  private final List<AutoCloseable> own;

  private RunningScheduler(
      DocumentStore store,
      TestRegistry registry,
      Path directory,
      SpringApplicationBuilder application,
      List<AutoCloseable> own,
      String... settings) {
    this.store = store;
    this.registry = registry;
    this.directory = directory;
    this.own = own;
    List<String> arguments = new ArrayList<>(registry.keyFiles(directory));
    arguments.addAll(
        List.of(
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--management.server.port=0",
            "--kilowatch.directory.poll-interval=100ms",
            "--kilowatch.registry-uri=" + registry.uri(),
            "--spring.mongodb.uri=" + store.uri(),
            "--kilowatch.documents.found-within=30s",
            "--spring.rabbitmq.addresses=" + NO_BROKER));
    arguments.addAll(List.of(settings));
    context = application.run(arguments.toArray(String[]::new));
  }

  /**
   * Two sites with a server of 16 cores each: one in Germany, one in Sweden, where it is cleaner.
   */
  public static RunningScheduler start(Path directory, String... settings) {
    return start(directory, application(), settings);
  }

  /** The same, at a time that the test sets. */
  public static RunningScheduler at(Clock clock, Path directory, String... settings) {
    return start(directory, applicationAt(clock), settings);
  }

  private static SpringApplicationBuilder applicationAt(Clock clock) {
    return application()
        .initializers(context ->
            ((GenericApplicationContext) context)
                .registerBean(
                    "clockOfTheTest",
                    Clock.class,
                    () -> clock,
                    definition -> definition.setPrimary(true)));
  }

  private static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(SchedulerApplication.class);
  }

  private static RunningScheduler start(
      Path directory, SpringApplicationBuilder application, String... settings) {
    DocumentStore store = DocumentStore.start(directory.resolve("documents"));
    TestRegistry registry = new TestRegistry("scheduler-service");
    registry.site("berlin", TestRegistry.period(TestRegistry.REGISTERED, "DE", 1.5, 0.2));
    registry.site("lulea", TestRegistry.period(TestRegistry.REGISTERED, "SE-SE1", 1.1, 0.1));
    registry.server("de-1", "berlin");
    registry.server("se-1", "lulea");
    return new RunningScheduler(
        store, registry, directory, application, List.of(registry, store), settings);
  }

  /** Another replica on the same store and registry. */
  public RunningScheduler another(String... settings) {
    return new RunningScheduler(store, registry, directory, application(), List.of(), settings);
  }

  /** The same, at a time that the test sets. */
  public RunningScheduler anotherAt(Clock clock, String... settings) {
    return new RunningScheduler(
        store, registry, directory, applicationAt(clock), List.of(), settings);
  }

  public TestRegistry registry() {
    return registry;
  }

  /** Registers another server. */
  public void addServer(String id, String site) {
    registry.server(id, site, "R1", EnergySource.GRID, Map.of(), null);
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

  /** Another service. */
  public Caller service() {
    return new Caller(registry.serviceToken());
  }

  public Caller nobody() {
    return new Caller("");
  }

  /** Somebody who calls with this token. */
  public Caller with(String token) {
    return new Caller(token);
  }

  /** Waits until something is so. */
  public static void await(String what, Callable<Boolean> condition) throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!condition.call()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("in vain: " + what);
      }
      Thread.sleep(50);
    }
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

    /** The fields at fault, after the status was the one expected. */
    public List<String> expectProblem(int expected) {
      JsonNode problem = expect(expected);
      if (!contentType.startsWith("application/problem+json")) {
        throw new AssertionError("no problem: " + contentType);
      }
      List<String> fields = new ArrayList<>();
      problem.path("errors").forEach(error -> fields.add(error.get("field").asString()));
      return fields;
    }
  }

  /** Somebody who calls. */
  public final class Caller {

    private final String token;

    private Caller(String token) {
      this.token = token;
    }

    public Answer get(String path) throws Exception {
      return send("GET", path, "");
    }

    public Answer post(String path, String body) throws Exception {
      return send("POST", path, body);
    }

    public Answer delete(String path) throws Exception {
      return send("DELETE", path, "");
    }

    /** The task as it is now. */
    public JsonNode task(String id) throws Exception {
      return get("/api/v1/tasks/" + id).expect(200);
    }

    public Answer send(String method, String path, String body) throws Exception {
      return send(method, path, body, "application/json");
    }

    public Answer send(String method, String path, String body, String bodyType) throws Exception {
      String port = context.getEnvironment().getRequiredProperty("local.server.port");
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .header("Content-Type", bodyType)
              .method(method, HttpRequest.BodyPublishers.ofString(body));
      if (!token.isEmpty()) {
        request.header("Authorization", "Bearer " + token);
      }
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
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
