package io.kilowatch.base.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.base.security.CurrentUser;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.messaging.SessionDisconnectEvent;
import org.springframework.web.socket.messaging.SessionSubscribeEvent;

class WatchersTests {

  private static final String A = "/topic/a";
  private static final String B = "/topic/b";
  private static final CurrentUser ADA = new CurrentUser("ada", "a@example.org", "Ada", "USER", "");

  private final OpenSockets sockets =
      new OpenSockets(
          Clock.systemUTC(),
          new SimpleMeterRegistry(),
          new SocketSettings("test", List.of("/topic"), "/api/**", 1_024, 10));
  private final Watchers watchers = new Watchers(sockets);
  private final AtomicInteger changes = new AtomicInteger();

  WatchersTests() {
    watchers.onChange(changes::incrementAndGet);
  }

  @Test
  void subscribe_firstAndLast_areToldAndNoneBetween() {
    watchers.subscribe("one", "1", A, ADA);
    watchers.subscribe("two", "1", A, ADA);
    watchers.unsubscribe("one", "1");
    assertThat(watchers.watches(A)).isTrue();
    assertThat(changes).hasValue(1);

    watchers.disconnect("two");

    assertThat(watchers.watched()).isEmpty();
    assertThat(changes).hasValue(2);
  }

  @Test
  void subscribe_sameIdAgain_replacesTheTopic() {
    watchers.subscribe("one", "1", A, ADA);
    watchers.subscribe("one", "1", B, ADA);

    assertThat(watchers.watched()).containsExactly(B);
    assertThat(watchers.subscriptionsOf("one")).isOne();
  }

  @Test
  void subscribed_onAnOpenSocket_isWatched_untilItCloses() {
    FakeSocket socket = opened("one");
    watchers.subscribed(subscribeEvent(socket));
    assertThat(watchers.watches(A)).isTrue();

    sockets.closed(socket);
    watchers.disconnected(disconnectEvent(socket));
    assertThat(watchers.watches(A)).isFalse();
  }

  @Test
  void subscribed_afterTheSocketClosed_isNotWatched() {
    FakeSocket socket = opened("one");
    sockets.closed(socket);
    watchers.disconnected(disconnectEvent(socket));
    watchers.subscribed(subscribeEvent(socket));

    assertThat(watchers.watches(A)).isFalse();
    assertThat(watchers.subscriptionsOf("one")).isZero();
  }

  private FakeSocket opened(String id) {
    FakeSocket socket = new FakeSocket(id);
    Jwt token =
        Jwt.withTokenValue("t")
            .header("alg", "ES256")
            .subject("ada")
            .claim("sid", "s1")
            .expiresAt(Instant.now().plusSeconds(600))
            .build();
    new SocketToken(token).putInto(socket.getAttributes());
    sockets.opened(socket);
    return socket;
  }

  private SessionSubscribeEvent subscribeEvent(FakeSocket socket) {
    SimpMessageHeaderAccessor frame = SimpMessageHeaderAccessor.create(SimpMessageType.SUBSCRIBE);
    frame.setSessionId(socket.getId());
    frame.setSubscriptionId("1");
    frame.setDestination(A);
    frame.setSessionAttributes(socket.getAttributes());
    return new SessionSubscribeEvent(
        this, MessageBuilder.createMessage(new byte[0], frame.getMessageHeaders()));
  }

  private SessionDisconnectEvent disconnectEvent(FakeSocket socket) {
    SimpMessageHeaderAccessor frame = SimpMessageHeaderAccessor.create(SimpMessageType.DISCONNECT);
    return new SessionDisconnectEvent(
        this,
        MessageBuilder.createMessage(new byte[0], frame.getMessageHeaders()),
        socket.getId(),
        CloseStatus.NORMAL);
  }

  @Test
  void unsubscribe_unknown_changesNothing() {
    watchers.unsubscribe("nobody", "1");
    watchers.disconnect("nobody");

    assertThat(changes).hasValue(0);
  }

  @Test
  void everyVisit_isTold_andPeopleAreThereOnce() {
    List<String> visits = new ArrayList<>();
    watchers.onVisit(visits::add);
    watchers.subscribe("one", "1", A, ADA);
    watchers.subscribe("two", "1", A, ADA);

    assertThat(watchers.people(A)).containsExactly(ADA);
    assertThat(watchers.watches("one", A)).isTrue();
    assertThat(watchers.watches("one", B)).isFalse();
    watchers.disconnect("one");
    watchers.unsubscribe("two", "1");

    assertThat(visits).containsExactly(A, A, A, A);
    assertThat(watchers.people(A)).isEmpty();
  }
}
