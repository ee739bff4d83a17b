package io.kilowatch.history;

import io.kilowatch.base.TestRegistry;
import io.kilowatch.history.store.SeriesSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on free ports, and a client of it. */
public final class RunningService implements AutoCloseable {

  public static final String ORIGIN = "https://kilowatch.example";
  private static final String NO_BROKER = "amqp://127.0.0.1:1";
  private static final String NO_CASSANDRA = "127.0.0.1:1";

  private final JsonMapper json = new JsonMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;
  private final String token;

  private RunningService(ConfigurableApplicationContext context, String token) {
    this.context = context;
    this.token = token;
  }

  public static RunningService start(TestRegistry registry, String contactPoint, Path directory) {
    return start(application(), registry, contactPoint, NO_BROKER, directory);
  }

  /** With a setting of its own, as an environment has it. */
  public static RunningService with(
      String setting, TestRegistry registry, String contactPoint, Path directory) {
    return start(application(), registry, contactPoint, NO_BROKER, directory, "--" + setting);
  }

  /** Reads from these series and from nowhere else. */
  public static RunningService start(TestRegistry registry, SeriesSource series, Path directory) {
    return start(
        applicationWith(SeriesSource.class, series), registry, NO_CASSANDRA, NO_BROKER, directory);
  }

  /** Hears from this broker and has no store, at a time that the test sets. */
  public static RunningService at(
      Clock clock, TestRegistry registry, String brokerUri, Path directory) {
    return start(applicationWith(Clock.class, clock), registry, NO_CASSANDRA, brokerUri, directory);
  }

  private static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(HistoryApplication.class);
  }

  private static <T> SpringApplicationBuilder applicationWith(Class<T> type, T bean) {
    return application()
        .initializers(context ->
            ((GenericApplicationContext) context)
                .registerBean(
                    "beanOfTheTest", type, () -> bean, definition -> definition.setPrimary(true)));
  }

  private static RunningService start(
      SpringApplicationBuilder application,
      TestRegistry registry,
      String contactPoint,
      String brokerUri,
      Path directory,
      String... more) {
    List<String> arguments = new ArrayList<>(registry.keyFiles(directory));
    arguments.addAll(List.of(more));
    arguments.addAll(
        List.of(
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--management.server.port=0",
            "--kilowatch.registry-uri=" + registry.uri(),
            "--kilowatch.public-origin=" + ORIGIN,
            "--kilowatch.cassandra.contact-points=" + contactPoint,
            "--spring.rabbitmq.addresses=" + brokerUri));
    return new RunningService(
        application.run(arguments.toArray(String[]::new)), registry.token("USER"));
  }

  /** Where its web socket is. */
  public URI sockets() {
    return URI.create("ws://127.0.0.1:" + port() + "/ws/live");
  }

  public int port() {
    return port("local.server.port");
  }

  public MeterRegistry meters() {
    return context.getBean(MeterRegistry.class);
  }

  public RunningService awaitReady() {
    await("readiness", Duration.ofSeconds(60), () -> readiness().statusCode() == 200);
    return this;
  }

  public HttpResponse<String> readiness() {
    return send(
        HttpRequest.newBuilder(
            URI.create(
                "http://127.0.0.1:"
                    + port("local.management.port")
                    + "/actuator/health/readiness")));
  }

  /** The answer to a signed-in user. */
  public HttpResponse<String> get(String path) {
    return send(request(path).header("Authorization", "Bearer " + token));
  }

  public HttpResponse<String> get(String path, String... headers) {
    return send(request(path).headers(headers));
  }

  public HttpResponse<String> anonymous(String path) {
    return send(request(path));
  }

  /** The answer to another service, or to whoever else has the token. */
  public HttpResponse<String> internal(String path, String bearer) {
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/internal/v1" + path))
            .header("Authorization", "Bearer " + bearer));
  }

  /** The answer as JSON, which must be a success. */
  public JsonNode json(String path) {
    HttpResponse<String> answer = get(path);
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + " -> " + answer.statusCode() + " " + answer.body());
    }
    return json.readTree(answer.body());
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + port() + "/api/v1/history" + path));
  }

  public HttpClient http() {
    return http;
  }

  public String token() {
    return token;
  }

  public static String range(Instant from, Instant to) {
    return "from=" + from + "&to=" + to;
  }

  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  public static void await(String what, Duration atMost, Callable<Boolean> condition) {
    Instant deadline = Instant.now().plus(atMost);
    while (true) {
      try {
        if (condition.call()) {
          return;
        }
        Thread.sleep(50);
      } catch (Exception e) {
        throw new AssertionError("while waiting for " + what, e);
      }
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError(what + " did not come within " + atMost);
      }
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private int port(String property) {
    return context.getEnvironment().getRequiredProperty(property, Integer.class);
  }

  @Override
  public void close() {
    context.close();
    http.close();
  }
}
