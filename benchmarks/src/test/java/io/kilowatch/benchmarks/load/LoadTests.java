package io.kilowatch.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The load against a server that does not take everything at once. */
class LoadTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final SeriesSet SET =
      new SeriesSet(
          List.of(new SeriesSet.Series("a", "power"), new SeriesSet.Series("b", "co2")), 1_000, 10);

  private final Queue<JsonNode> taken = new ConcurrentLinkedQueue<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void run_throughRefusalsAndBrokenConnections_hasEveryReadingAcknowledged() throws Exception {
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          switch (requests.incrementAndGet() % 10) {
            case 3 -> answer(exchange, 503);
            case 7 -> exchange.close(); // without an answer
            default -> {
              taken.add(JSON.readTree(body));
              answer(exchange, 202);
            }
          }
        });
    Load.Result result = load(5).run(200);
    assertThat(result.again()).isPositive();
    assertThat(result.readings()).isGreaterThanOrEqualTo(200);
    assertThat(
            taken.stream()
                .flatMap(array -> array.valueStream())
                .map(reading ->
                    reading.path("serverId").asString() + reading.path("timestamp").asLong())
                .distinct())
        .hasSize((int) result.readings());
  }

  @Test
  void run_throughRefusalsAndBrokenConnections_tellsOfEach() throws Exception {
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          switch (requests.incrementAndGet()) {
            case 2 -> answer(exchange, 503);
            case 4 -> exchange.close(); // without an answer
            default -> answer(exchange, 202);
          }
        });
    Queue<Integer> refusals = new ConcurrentLinkedQueue<>();
    load(5, (status, answer, after) -> refusals.add(status)).run(200);
    assertThat(refusals).containsExactlyInAnyOrder(503, 0);
  }

  @Test
  void run_refusedOnAConnectionThatEndsWithIt_sendsAgainOnAnother() throws Exception {
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          if (requests.incrementAndGet() % 4 > 0) {
            answer(exchange, 202);
          } else {
            exchange.getResponseHeaders().set("Connection", "close");
            answer(exchange, 503);
          }
        });
    Queue<Integer> refusals = new ConcurrentLinkedQueue<>();
    load(5, (status, answer, after) -> refusals.add(status)).run(100);
    assertThat(refusals).isNotEmpty().containsOnly(503);
  }

  @Test
  void stop_whileRunning_beginsNothingMore() throws Exception {
    AtomicInteger answered = new AtomicInteger();
    Queue<Load> running = new ConcurrentLinkedQueue<>();
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          if (answered.incrementAndGet() == 10) {
            running.element().stop();
          }
          answer(exchange, 202);
        });
    Load load = load(5);
    running.add(load);
    Load.Result result = load.run(Long.MAX_VALUE);
    assertThat(result.readings()).isEqualTo(5L * answered.get()).isLessThan(200);
  }

  @Test
  void run_refusedForGood_saysWhy() {
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          answer(exchange, 400);
        });
    assertThatThrownBy(() -> load(1).run(10))
        .hasMessageContaining("refused")
        .hasMessageContaining("400");
  }

  private Load load(int readings) {
    return load(readings, (_, _, _) -> {});
  }

  private Load load(int readings, Load.Refusals refusals) {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new Load(
        Target.ingestion(address, "kw_test"), new JsonBodies(SET, readings), 3, refusals);
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }
}
