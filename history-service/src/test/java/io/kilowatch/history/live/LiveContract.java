package io.kilowatch.history.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.kilowatch.base.TestRegistry;
import io.kilowatch.base.socket.StompClient;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.live.LiveUpdate;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.registry.RegistryEvent;
import io.kilowatch.history.RunningService;
import io.kilowatch.local.Broker;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.threeten.extra.MutableClock;
import tools.jackson.databind.json.JsonMapper;

/** What holds of the web socket with every broker. No Cassandra: the live path needs none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LiveContract {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** By then whatever is due has come. */
  private static final Duration QUIET = Duration.ofMillis(1500);

  private final JsonMapper json = new JsonMapper();

  /** Stands still until a test moves it. */
  private final MutableClock clock = MutableClock.of(Instant.now(), ZoneOffset.UTC);

  private Broker broker;
  private TestRegistry registry;
  private RunningService service;
  private Connection connection;
  private Channel publisher;
  private long timestamp = Instant.now().toEpochMilli();
  private double mark;

  abstract Broker startBroker(Path directory);

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    broker = startBroker(directory.resolve("broker"));
    registry = new TestRegistry("history-service");
    registry.site("berlin", TestRegistry.period(TestRegistry.REGISTERED, "DE", 1.5, 0.2));
    for (String id : new String[] {"a", "b", "c", "d", "e"}) {
      registry.server(id, "berlin");
    }
    service = RunningService.at(clock, registry, broker.uri(), directory);
    connect();
    publisher.exchangeDeclare("live", "topic", true);
    publisher.exchangeDeclare("registry", "topic", true);
    RunningService.await(
        "the directory", SOON, () -> service.get("/servers/x/status").statusCode() == 404);
  }

  @AfterAll
  void stop() throws Exception {
    connection.abort();
    service.close();
    registry.close();
    broker.close();
  }

  @Test
  void watchedServer_newValue_arrivesWithinASecond() throws Throwable {
    try (StompClient client = script().connected().subscribe("1", "/topic/servers.a")) {
      awaitFlow(client, "a");
      List<Duration> latencies = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        long sent = System.nanoTime();
        LiveUpdate update = publish("a", 123.5);

        String frame = client.next();

        latencies.add(Duration.ofNanos(System.nanoTime() - sent));
        assertThat(frame)
            .startsWith("MESSAGE")
            .contains("subscription:1")
            .contains("\"serverId\":\"a\"", "\"metric\":\"power\"", "\"value\":123.5")
            .contains("\"timestamp\":\"" + json(update.timestamp()) + "\"")
            .contains("\"origin\":\"emulated\"");
      }
      // The machine may pause while one of them is under way, not while most of them are.
      Collections.sort(latencies);
      assertThat(latencies.get(latencies.size() / 2)).isLessThan(SECOND);
    }
  }

  @Test
  void watchedServer_manyValuesAtOnce_comeInTheirOrder() throws Throwable {
    try (StompClient client = script().connected().subscribe("1", "/topic/servers.b")) {
      awaitFlow(client, "b");
      for (int i = 1; i <= 300; i++) {
        publish("b", i);
      }
      for (int i = 1; i <= 300; i++) {
        assertThat(client.next()).contains("\"value\":" + i + ".0");
      }
    }
  }

  @Test
  void watchedServer_valueNotNewer_isDropped() throws Throwable {
    try (StompClient client = script().connected().subscribe("1", "/topic/servers.b")) {
      awaitFlow(client, "b");
      LiveUpdate newest = publish("b", 1);
      publish(newest);
      publish(new LiveUpdate("b", "power", newest.timestamp() - 5, 2, Origin.EMULATED));
      publish("b", 3);

      assertThat(client.next()).contains("\"value\":1.0");
      assertThat(client.next()).contains("\"value\":3.0");
    }
  }

  @Test
  void unwatchedServer_isNotBound() throws Throwable {
    try (StompClient client = script().connected().subscribe("1", "/topic/servers.c")) {
      awaitFlow(client, "c");
      // Whoever watched before may have gone just now.
      RunningService.await(
          "the other to be unbound",
          SOON,
          () -> {
            double before = received();
            publish("d", 1);
            publish("c", 42);
            assertThat(client.next()).contains("\"value\":42.0");
            // Had the other been routed here, it would have come first.
            return received() == before + 1;
          });

      client.send("UNSUBSCRIBE", "", "id", "1");
      RunningService.await(
          "the binding to go",
          SOON,
          () -> {
            double last = received();
            publish("c", 1);
            Thread.sleep(300);
            return received() == last;
          });
    }
  }

  @Test
  void fleet_fastSeries_comesAtMostOnceASecondWithTheNewest() throws Throwable {
    try (StompClient client = script().connected().subscribe("1", "/topic/fleet")) {
      awaitFlow(client, "e");
      clock.add(SECOND);
      double before = received();
      for (int i = 1; i <= 20; i++) {
        publish("e", i);
      }
      awaitReceived(before + 20);

      assertThat(client.next()).contains("\"value\":1.0");
      assertThat(client.next(QUIET)).isNull();
      clock.add(SECOND);
      assertThat(client.next()).contains("\"value\":20.0");
      clock.add(SECOND);
      assertThat(client.next(QUIET)).isNull();
    }
  }

  @Test
  void fleetBatches_manySeries_comeInOneFrameWithTheNewestOfEach() throws Throwable {
    try (StompClient client = script().connected().subscribe("1", "/topic/fleet.batches")) {
      awaitFlow(client, "a");
      clock.add(SECOND);
      publish("a", 1);
      assertThat(client.next()).contains("\n\n[{", "\"value\":1.0");
      double before = received();
      for (String id : new String[] {"c", "d", "e"}) {
        publish(id, 2);
        publish(id, 3);
      }
      awaitReceived(before + 6);
      clock.add(SECOND);

      assertThat(client.next())
          .contains("\"serverId\":\"c\"", "\"serverId\":\"d\"", "\"serverId\":\"e\"")
          .contains("\"origin\":\"emulated\"", "\"value\":3.0")
          .doesNotContain("\"value\":2.0");
      clock.add(SECOND);
      assertThat(client.next(QUIET)).isNull();
    }
  }

  @Test
  void brokerRestarted_valuesFlowAgain() throws Throwable {
    try (StompClient client = script().connected().subscribe("1", "/topic/servers.a")) {
      awaitFlow(client, "a");

      broker.kill();
      broker.restart();
      connect();

      publisher.exchangeDeclare("live", "topic", true);
      awaitFlow(client, "a");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "null",
        "https://kilowatch.example.evil.example",
        "http://kilowatch.example",
        "https://KILOWATCH.example",
        "http://127.0.0.1"
      })
  void foreignOrigin_handshake_is403(String origin) {
    assertRefused(403, "Origin", origin, "Authorization", "Bearer " + service.token());
    assertRefused(403, "Origin", origin, "Cookie", "kw_session=" + service.token());
  }

  @Test
  void noOrigin_withCookie_is403() {
    assertRefused(403, "Cookie", "kw_session=" + service.token());
  }

  /** The cookie counts then, so the browser's rule counts too. */
  @ParameterizedTest
  @ValueSource(strings = {"Basic dXNlcjpwYXNzd29yZA==", "Bearer kw_key", "bearer  kw_key"})
  void noOrigin_withCookieAndAuthorizationThatIsNoToken_is403(String authorization) {
    String cookie = "kw_session=" + service.token();
    assertRefused(403, "Cookie", cookie, "Authorization", authorization);
  }

  @Test
  void noToken_handshake_is401() {
    assertRefused(401, "Origin", RunningService.ORIGIN);
    assertRefused(401, "Authorization", "Bearer " + registry.forgedToken());
    String expired = registry.token("USER", "s", Duration.ofMinutes(-1));
    assertRefused(401, "Authorization", "Bearer " + expired);
  }

  @Test
  void cookie_connectWithoutCsrfToken_watches() throws Throwable {
    try (StompClient client = page().connected().subscribe("1", "/topic/servers.a")) {
      awaitFlow(client, "a");
    }
  }

  @Test
  void cookie_connectWithCsrfToken_watches() throws Throwable {
    try (StompClient client =
        page().connected("X-CSRF-Token", TestRegistry.CSRF).subscribe("1", "/topic/servers.a")) {
      awaitFlow(client, "a");
    }
  }

  @Test
  void subscribe_withoutConnect_isAnError() throws Throwable {
    try (StompClient client = page().subscribe("1", "/topic/servers.a")) {
      assertErrorThenClose(client, "Send CONNECT first.");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/topic/**",
        "/topic/servers.*",
        "/topic/other",
        "/topic/fleet.other",
        "/user/queue/inbox",
        "/topic/servers.a/../fleet",
        "/queue/a",
        ""
      })
  void subscribe_toSomethingElse_isAnErrorAndCloses(String destination) throws Throwable {
    try (StompClient client = script().connected().subscribe("1", destination)) {
      assertErrorThenClose(
          client,
          "Only /topic/servers.<id>, /topic/fleet and /topic/fleet.batches can be subscribed to.");
    }
  }

  @Test
  void subscribe_toAnUnknownServer_isAnErrorAndCloses() throws Throwable {
    try (StompClient client = script().connected().subscribe("1", "/topic/servers.nobody")) {
      assertErrorThenClose(client, "There is no such server.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/topic/servers.a", "/topic/fleet", "/app/anything"})
  void send_anywhere_isAnErrorAndCloses(String destination) throws Throwable {
    try (StompClient watcher = script().connected().subscribe("1", "/topic/servers.a");
        StompClient sender = script().connected()) {
      awaitFlow(watcher, "a");

      sender.send("SEND", "{}", "destination", destination);

      assertErrorThenClose(sender, "Nothing can be sent here, only watched.");
      assertThat(watcher.next(Duration.ofMillis(300))).isNull();
    }
  }

  @Test
  void tokenEnds_socketCloses_unlessRenewed() throws Throwable {
    Duration life = Duration.ofMinutes(2);
    String ending = registry.token("USER", "ending", life);
    String renewed = registry.token("USER", "renewed", life);
    try (StompClient forgotten = script(ending).connected();
        StompClient kept = script(renewed).connected()) {
      String newer = registry.token("USER", "renewed", Duration.ofMinutes(10));
      service.get("/fleet/latest", "Authorization", "Bearer " + newer);
      assertThat(forgotten.isOpen()).isTrue();

      clock.setInstant(Instant.now().plus(life));

      assertThat(forgotten.awaitClosed(SOON)).isEqualTo("1008 expired");
      Thread.sleep(1000);
      assertThat(kept.isOpen()).isTrue();
    }
  }

  @Test
  void sessionRevoked_itsSocketsCloseAtOnce() throws Throwable {
    String revoked = registry.token("USER", "revoked", Duration.ofMinutes(10));
    try (StompClient client = script(revoked).connected();
        StompClient other = script().connected()) {
      RegistryEvent event = RegistryEvent.ofSessionRevoked(Instant.now(), "revoked");
      RunningService.await(
          "the socket to close",
          SOON,
          () -> {
            publisher.basicPublish(
                "registry",
                event.type(),
                new AMQP.BasicProperties(),
                json.writeValueAsBytes(event));
            Thread.sleep(200);
            return !client.isOpen();
          });

      assertThat(client.awaitClosed(SOON)).isEqualTo("1008 revoked");
      assertThat(other.isOpen()).isTrue();
    }
    try (StompClient late = script(revoked)) {
      assertThat(late.awaitClosed(SOON)).isEqualTo("1008 revoked");
    }
  }

  private StompClient script() throws Throwable {
    return script(service.token());
  }

  private StompClient script(String token) throws Throwable {
    return StompClient.open(service.http(), service.sockets(), "Authorization", "Bearer " + token);
  }

  private StompClient page() throws Throwable {
    return StompClient.open(
        service.http(),
        service.sockets(),
        "Origin",
        RunningService.ORIGIN,
        "Cookie",
        "kw_session=" + service.token());
  }

  private static void assertErrorThenClose(StompClient client, String message) throws Exception {
    assertThat(client.next()).startsWith("ERROR\n").contains("\nmessage:" + message + "\n");
    assertThat(client.awaitClosed(SOON)).startsWith("1002");
    assertThat(client.next(Duration.ZERO)).isNull();
  }

  private void assertRefused(int status, String... headers) {
    WebSocketHandshakeException refusal =
        catchThrowableOfType(
            WebSocketHandshakeException.class,
            () -> StompClient.open(service.http(), service.sockets(), headers).close());
    assertThat(refusal.getResponse().statusCode()).isEqualTo(status);
  }

  /** Publishes until the subscription is bound, and swallows what comes of it. */
  private void awaitFlow(StompClient client, String serverId) throws Exception {
    RunningService.await(
        "values of " + serverId,
        SOON,
        () -> {
          clock.add(SECOND);
          publish(serverId, 0);
          return client.next(Duration.ofMillis(200)) != null;
        });
    mark--;
    publish(serverId, mark);
    RunningService.await(
        "the last value of " + serverId,
        SOON,
        () -> {
          clock.add(SECOND);
          String frame = client.next(Duration.ofMillis(200));
          return frame != null && frame.contains("\"value\":" + mark);
        });
  }

  private void awaitReceived(double values) {
    RunningService.await("values from the broker", SOON, () -> received() == values);
  }

  private double received() {
    return service.meters().get("kilowatch.live.received").counter().count();
  }

  private LiveUpdate publish(String serverId, double value) throws Exception {
    LiveUpdate update = new LiveUpdate(serverId, "power", ++timestamp, value, Origin.EMULATED);
    publish(update);
    return update;
  }

  private void publish(LiveUpdate update) throws Exception {
    publisher.basicPublish(
        "live",
        BrokerNames.liveRoutingKey(update.serverId()),
        new AMQP.BasicProperties(),
        json.writeValueAsBytes(List.of(update)));
  }

  private String json(long millis) {
    return io.kilowatch.history.web.IsoMillis.of(millis);
  }

  private void connect() throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(broker.uri());
    factory.setAutomaticRecoveryEnabled(false);
    connection = factory.newConnection();
    publisher = connection.createChannel();
  }
}
