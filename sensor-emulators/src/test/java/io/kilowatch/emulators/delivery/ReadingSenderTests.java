package io.kilowatch.emulators.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ReadingSenderTests {

  private static final String KEY = "kw_test";
  private static final Duration LONG = Duration.ofSeconds(60);

  private final JsonMapper json = JsonMapper.builder().build();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<List<Reading>> bodies = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final Deque<Integer> refusals = new ConcurrentLinkedDeque<>();
  private volatile boolean away;
  private HttpServer server;
  private ReadingSender sender;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/readings", this::answer);
    server.start();
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    sender = new ReadingSender(uri, KEY, 1000, LONG, json, meters);
  }

  @AfterEach
  void stop() {
    sender.close();
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ingestion:8082", "ingestion", "ftp://ingestion"})
  void start_nothingCanBePostedThere_isRefused(String uri) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new ReadingSender(URI.create(uri), KEY, 1000, LONG, json, meters).close());
  }

  @Test
  void offer_ingestionThere_sendsOneBatchWithTheKey() {
    List<Reading> readings = readings(0, 3);

    sender.offer(readings);

    await(() -> count("accepted") == 3);
    assertThat(bodies).containsExactly(readings);
    assertThat(keys).containsExactly(KEY);
  }

  @Test
  void offer_ingestionAwayForAWhile_sendsTheSameBatchAgainAndLosesNothing() {
    refusals.addAll(List.of(503, 429, 401));

    sender.offer(readings(0, 3));

    await(() -> count("accepted") == 3);
    assertThat(bodies).hasSize(4).containsOnly(readings(0, 3));
    assertThat(count("dropped")).isZero();
  }

  @Test
  void offer_refusedForGood_goesOnWithTheNext() {
    refusals.add(400);

    sender.offer(readings(0, 2));
    await(() -> count("rejected") == 2);
    sender.offer(readings(2, 1));

    await(() -> count("accepted") == 1);
    assertThat(bodies).containsExactly(readings(0, 2), readings(2, 1));
  }

  @Test
  void offer_moreThanABatch_sendsSeveral() {
    sender.offer(readings(0, 900));

    await(() -> count("accepted") == 900);
    assertThat(bodies)
        .hasSize(2)
        .allSatisfy(body -> assertThat(body).hasSizeLessThanOrEqualTo(500));
  }

  @Test
  void offer_bufferFull_dropsTheOldestAndCountsThem() {
    away = true;
    sender.offer(readings(0, 1));
    await(() -> !bodies.isEmpty());

    sender.offer(readings(1, 1005));

    assertThat(sender.waiting()).isEqualTo(1000);
    assertThat(count("dropped")).isEqualTo(5);
    away = false;
    await(() -> count("accepted") == 1001);
    assertThat(bodies.stream().flatMap(List::stream).map(Reading::timestamp))
        .doesNotContain(1L, 2L, 3L, 4L, 5L)
        .contains(0L, 6L, 1005L);
  }

  @Test
  void close_readingsWaiting_sendsThemFirst() {
    sender.offer(readings(0, 600));
    sender.close();

    assertThat(count("accepted")).isEqualTo(600);
  }

  private double count(String what) {
    String name = "kilowatch.emulators.readings." + what;
    return Set.of("dropped").contains(what)
        ? meters.get(name).functionCounter().count()
        : meters.get(name).counter().count();
  }

  private static List<Reading> readings(int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(i -> new Reading("s1", "power", i, 100.25))
        .toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    List<Reading> body =
        List.of(json.readValue(exchange.getRequestBody().readAllBytes(), Reading[].class));
    keys.add(exchange.getRequestHeaders().getFirst("X-API-Key"));
    bodies.add(body);
    Integer refusal = away ? Integer.valueOf(503) : refusals.poll();
    byte[] answer =
        "{\"accepted\":%d,\"rejected\":[]}".formatted(body.size()).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(refusal == null ? 202 : refusal, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static void await(BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(LONG);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("deadline").isBefore(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
