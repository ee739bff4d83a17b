package io.kilowatch.history.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.problem.ProblemWriter;
import io.kilowatch.base.socket.FakeSocket;
import io.kilowatch.base.socket.FlushingSessionConfiguration;
import io.kilowatch.base.socket.OpenSockets;
import io.kilowatch.base.socket.OutboundFrames;
import io.kilowatch.base.socket.SlowSockets;
import io.kilowatch.base.socket.SocketConfiguration;
import io.kilowatch.base.socket.SocketHandshake;
import io.kilowatch.base.socket.SocketSettings;
import io.kilowatch.base.socket.SocketToken;
import io.kilowatch.base.socket.Watchers;
import io.kilowatch.contracts.live.LiveUpdate;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.registry.DirectoryPage;
import io.kilowatch.history.RunningService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.broker.SimpleBrokerMessageHandler;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.messaging.SubProtocolWebSocketHandler;
import tools.jackson.databind.json.JsonMapper;

/** The STOMP machinery as it is configured, with sockets that a test can hold up. */
class SocketConfigurationTests {

  /** More than the buffer of a slow client can hold. */
  private static final int MANY = 10_000;

  private static final String CONNECT = "CONNECT\naccept-version:1.2\nhost:x\n\n";
  private static final String SUBSCRIBE = "SUBSCRIBE\nid:1\ndestination:/topic/fleet\n\n";

  private final AnnotationConfigApplicationContext context = context();
  private final SubProtocolWebSocketHandler sockets =
      context.getBean(SubProtocolWebSocketHandler.class);
  private final LiveFeed feed = context.getBean(LiveFeed.class);
  private final Watchers watchers = context.getBean(Watchers.class);

  private static AnnotationConfigApplicationContext context() {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context.registerBean(Clock.class, Clock::systemUTC);
    context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
    context.registerBean(Directory.class, () -> new Directory(Stream::empty));
    context.registerBean(ProblemWriter.class, () -> new ProblemWriter(new JsonMapper()));
    context.registerBean(
        SocketHandshake.class,
        () ->
            new SocketHandshake(
                RunningService.ORIGIN,
                context.getBean(OpenSockets.class),
                context.getBean(ProblemWriter.class)));
    context.registerBean(
        OutboundFrames.class,
        () ->
            new OutboundFrames(
                context.getBean(OpenSockets.class),
                context.getBean(MeterRegistry.class),
                context.getBean(SocketSettings.class)));
    context.register(
        SocketConfiguration.class,
        FlushingSessionConfiguration.class,
        LiveSockets.class,
        FrameGuard.class,
        Watchers.class,
        OpenSockets.class,
        SlowSockets.class,
        LiveFeed.class);
    context.refresh();
    return context;
  }

  @AfterEach
  void stop() {
    context.close();
  }

  @Test
  void subscribe_beforeTheRegistryHasAnswered_isNotRefused() throws Exception {
    FakeSocket socket = opened("early");
    receive(socket, CONNECT);
    assertThat(socket.next()).startsWith("CONNECTED");

    receive(socket, "SUBSCRIBE\nid:1\ndestination:/topic/servers.a\n\n");

    RunningService.await(
        "the subscription",
        Duration.ofSeconds(30),
        () -> !socket.isOpen() || isSubscribed("early", Topic.ofServer("a")));
    assertThat(socket.isOpen()).isTrue();
  }

  @Test
  void refusedFrame_whileAnotherGoesOut_isAnErrorAndThenTheClose() throws Exception {
    registryHasAnswered();
    FakeSocket socket = opened("a");
    socket.stopReading();
    receive(socket, CONNECT);
    socket.awaitHeldSender();

    receive(socket, "SUBSCRIBE\nid:1\ndestination:/topic/servers.nobody\n\n");
    receive(socket, "SEND\ndestination:/topic/fleet\n\n{}");
    socket.readOn();

    assertThat(socket.next()).startsWith("CONNECTED");
    assertThat(socket.next()).startsWith("ERROR").contains("message:There is no such server.");
    assertThat(socket.awaitClosed()).isEqualTo(CloseStatus.PROTOCOL_ERROR);
    assertThat(socket.hasNext()).isFalse();
  }

  @Test
  void frameOutOfTurn_isAnErrorThatSaysWhich() throws Exception {
    assertRefused("Send CONNECT first.", SUBSCRIBE);
    assertRefused("Send CONNECT first.", "SEND\ndestination:/topic/fleet\n\n{}");
    assertRefused("Connected already.", CONNECT, CONNECT);
    assertRefused("The frame can't be handled.", "NONSENSE\n\n");
  }

  private void assertRefused(String message, String... frames) throws Exception {
    // An id of its own: the end of one session may still be told when the next is there.
    FakeSocket socket = opened(UUID.randomUUID().toString());
    for (String frame : frames) {
      receive(socket, frame);
    }
    assertThat(socket.awaitClosed()).isEqualTo(CloseStatus.PROTOCOL_ERROR);
    String last = socket.next();
    while (socket.hasNext()) {
      last = socket.next();
    }
    assertThat(last).startsWith("ERROR").contains("\nmessage:" + message + "\n");
    sockets.afterConnectionClosed(socket, CloseStatus.PROTOCOL_ERROR);
  }

  @Test
  void clientThatDoesNotRead_isCutOff_andHoldsUpNobody() throws Exception {
    FakeSocket slow = watchingTheFleet("slow");
    FakeSocket quick = watchingTheFleet("quick");
    slow.stopReading();

    for (int i = 0; i < MANY && slow.isOpen(); i++) {
      feed.accept(new LiveUpdate("server-" + i, "power", 1, i, Origin.EMULATED));
      assertThat(quick.next()).contains("\"serverId\":\"server-" + i + "\"");
    }

    CloseStatus why = slow.awaitClosed();
    assertThat(why).isEqualTo(CloseStatus.SESSION_NOT_RELIABLE);
    sockets.afterConnectionClosed(slow, why); // as the web server does
    assertThat(watchers.subscriptionsOf("slow")).isZero();
    assertThat(watchers.subscriptionsOf("quick")).isOne();
    assertThat(quick.isOpen()).isTrue();
  }

  private FakeSocket opened(String id) throws Exception {
    FakeSocket socket = new FakeSocket(id);
    Jwt token =
        Jwt.withTokenValue("t")
            .header("alg", "ES256")
            .claim("sid", id)
            .expiresAt(Instant.now().plus(Duration.ofMinutes(10)))
            .build();
    new SocketToken(token).putInto(socket.getAttributes());
    context.getBean(OpenSockets.class).opened(socket);
    sockets.afterConnectionEstablished(socket);
    return socket;
  }

  private FakeSocket watchingTheFleet(String id) throws Exception {
    FakeSocket socket = opened(id);
    receive(socket, CONNECT);
    assertThat(socket.next()).startsWith("CONNECTED");
    receive(socket, SUBSCRIBE);
    RunningService.await(
        "the subscription", Duration.ofSeconds(30), () -> isSubscribed(id, Topic.FLEET));
    return socket;
  }

  private void registryHasAnswered() {
    context
        .getBean(Directory.class)
        .apply(new DirectoryPage(1, List.of(), List.of(), List.of()), Instant.now());
  }

  private boolean isSubscribed(String id, Topic topic) {
    SimpMessageHeaderAccessor headers = SimpMessageHeaderAccessor.create(SimpMessageType.MESSAGE);
    headers.setDestination(topic.destination());
    Message<byte[]> value = MessageBuilder.createMessage(new byte[0], headers.getMessageHeaders());
    return context
        .getBean(SimpleBrokerMessageHandler.class)
        .getSubscriptionRegistry()
        .findSubscriptions(value)
        .containsKey(id);
  }

  private void receive(FakeSocket socket, String frame) throws Exception {
    sockets.handleMessage(socket, new TextMessage(frame + "\0"));
  }
}
