package io.kilowatch.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kilowatch.base.socket.StompClient;
import io.kilowatch.chat.RunningChat.Caller;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.threeten.extra.MutableClock;
import tools.jackson.databind.JsonNode;

/** What nobody may do over the chat's web socket. */
@ExtendWith(OutputCaptureExtension.class)
class SocketSecurityIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration WHILE = Duration.ofMillis(300);

  @TempDir private static Path directory;
  private static RunningChat chat;

  private final Caller ada = chat.person("ada", "USER");
  private final Caller mallory = chat.person("mallory", "USER");

  @BeforeAll
  static void start() {
    chat = RunningChat.alone(directory);
  }

  @AfterAll
  static void stop() {
    chat.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "null",
        "https://kilowatch.example.evil.example",
        "http://kilowatch.example",
        "http://127.0.0.1"
      })
  void foreignOrigin_handshake_is403(String origin) {
    assertRefused(403, "Origin", origin, "Authorization", "Bearer " + token());
    assertRefused(403, "Origin", origin, "Cookie", "kw_session=" + token());
  }

  @Test
  void cookie_needsTheOrigin() throws Throwable {
    assertRefused(403, "Cookie", "kw_session=" + token());
    try (StompClient page = open("Origin", RunningChat.ORIGIN, "Cookie", "kw_session=" + token())) {
      assertThat(page.connect()).startsWith("CONNECTED");
    }
  }

  @Test
  void noSession_orAnEndedOrForgedOne_is401() {
    assertRefused(401, "Origin", RunningChat.ORIGIN);
    assertRefused(401, "Authorization", "Bearer " + chat.registry().forgedToken());
    String ended = chat.registry().token("USER", "ended", Duration.ofMinutes(-1));
    assertRefused(401, "Authorization", "Bearer " + ended);
    assertRefused(401, "Origin", RunningChat.ORIGIN, "Cookie", "kw_session=" + ended);
  }

  @Test
  void sessionEndsWhileConnected_socketCloses_unlessRenewed(@TempDir Path other) throws Throwable {
    Duration life = Duration.ofMinutes(2);
    MutableClock clock = MutableClock.of(Instant.now(), ZoneOffset.UTC);
    try (RunningChat alone = RunningChat.at(clock, other)) {
      String ending = alone.registry().token("USER", "ending", life);
      String renewed = alone.registry().token("USER", "renewed", life);
      try (ChatSocket forgotten = ChatSocket.open(alone, ending);
          ChatSocket kept = ChatSocket.open(alone, renewed)) {
        alone
            .personWith(alone.registry().token("USER", "renewed", Duration.ofMinutes(10)))
            .get("/conversations")
            .expect(200);
        assertThat(forgotten.stomp().isOpen()).isTrue();

        clock.setInstant(Instant.now().plus(life));

        assertThat(forgotten.stomp().awaitClosed(SOON)).isEqualTo("1008 expired");
        Thread.sleep(1000);
        assertThat(kept.stomp().isOpen()).isTrue();
      }
    }
  }

  @Test
  void anyFrame_withoutConnect_isAnError() throws Throwable {
    String bearer = "Bearer " + token();
    try (StompClient client = open("Authorization", bearer).subscribe("1", "/user/queue/inbox")) {
      assertErrorThenClose(client, "Send CONNECT first.");
    }
    try (StompClient client = open("Authorization", bearer)) {
      client.send("SEND", "{}", "destination", "/app/conversations.any");
      assertErrorThenClose(client, "Send CONNECT first.");
    }
  }

  /** Else anybody could fill the log. */
  @Test
  void refusedFrames_areNotLogged(CapturedOutput output) throws Throwable {
    try (ChatSocket socket = mallory.socket()) {
      socket.stomp().subscribe("1", "/topic/conversations.refused");
      assertErrorThenClose(socket.stomp(), "There is no such conversation.");
    }
    String bearer = "Bearer " + token();
    try (StompClient client = open("Authorization", bearer).subscribe("1", "/user/queue/inbox")) {
      assertErrorThenClose(client, "Send CONNECT first.");
    }
    assertThat(output).doesNotContain("StompSubProtocolHandler", "ErrorFrames");
  }

  @Test
  void conversationOfAnother_cannotBeWatched_andIsAsIfThereWereNone() throws Throwable {
    String id = ada.begin("Private");
    for (String any : new String[] {id, "nothing"}) {
      try (ChatSocket socket = mallory.socket()) {
        socket.stomp().subscribe("1", "/topic/conversations." + any);
        assertErrorThenClose(socket.stomp(), "There is no such conversation.");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/topic/**",
        "/topic/conversations.*",
        "/topic/conversations.a/../b",
        "/topic/other",
        "/queue/inbox",
        "/queue/**",
        "/user/ada/queue/inbox",
        "/user/queue/other",
        "/app/conversations.a",
        ""
      })
  void anythingElse_cannotBeWatched(String destination) throws Throwable {
    try (ChatSocket socket = mallory.socket()) {
      socket.stomp().subscribe("1", destination);
      assertErrorThenClose(
          socket.stomp(),
          "Only /user/queue/replies, /user/queue/inbox and /topic/conversations.<id> can be"
              + " subscribed to.");
    }
  }

  @Test
  void queueOfAnotherSocket_cannotBeWatched() throws Throwable {
    try (ChatSocket socket = mallory.socket()) {
      // As the broker calls the queue of a socket within.
      socket.stomp().subscribe("1", "/queue/inbox-user0a1b2c3d");
      assertThat(socket.stomp().next()).startsWith("ERROR\n");
    }
  }

  @Test
  void conversationOfAnother_cannotBeWrittenIn() throws Throwable {
    String id = ada.begin("Private");
    try (ChatSocket owner = ada.socket().watching(id);
        ChatSocket socket = mallory.socket()) {
      for (String any : new String[] {id, "nothing"}) {
        socket.say(any, "client-x1", "Me too");
        JsonNode refused = socket.next("refused");
        assertThat(refused.get("status").asInt()).isEqualTo(404);
        assertThat(refused.get("clientId").asString()).isEqualTo("client-x1");
        assertThat(refused.get("reason").asString().replace(id, "nothing"))
            .isEqualTo("There is no conversation nothing.");
      }
      for (String signal : new String[] {"typing", "delivered", "read"}) {
        socket.send(
            "/app/conversations." + id + "." + signal,
            signal.equals("typing") ? "{\"typing\":true}" : "{\"upTo\":1}");
      }
      assertThat(owner.hears("message", WHILE)).isFalse();
      JsonNode known = ada.get("/conversations/" + id).expect(200);
      assertThat(known.get("lastSequence").asLong()).isZero();
      assertThat(known.get("deliveredUpTo")).isEmpty();
    }
  }

  @Test
  void typingInTheConversationOfAnother_isNotHeard() throws Throwable {
    String id = ada.begin("Private");
    try (ChatSocket owner = ada.socket().watching(id);
        ChatSocket socket = mallory.socket()) {
      socket.send("/app/conversations." + id + ".typing", "{\"typing\":true}");
      assertThat(owner.hears("typing", WHILE)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/topic/conversations.%s",
        "/user/ada/queue/inbox",
        "/user/ada/queue/replies",
        "/user/queue/replies",
        "/queue/inbox",
        "/app/conversations",
        "/app/conversations.%s.presence",
        "/app/other",
        ""
      })
  void anythingElse_cannotBeSentTo(String template) throws Throwable {
    String id = ada.begin("Private");
    try (ChatSocket owner = ada.socket().watching(id).subscribed("/user/queue/inbox");
        ChatSocket socket = mallory.socket()) {
      socket.send(template.formatted(id), "{\"type\":\"forged\"}");
      assertErrorThenClose(
          socket.stomp(),
          "Only /app/conversations.<id> and its .typing, .delivered and .read can be sent to.");
      assertThat(owner.hears("forged", WHILE)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sender | {\"clientId\":\"client-f1\",\"text\":\"Hi\",\"sender\":{\"id\":\"eve\"}}",
        "senderId | {\"clientId\":\"client-f1\",\"text\":\"Hi\",\"senderId\":\"eve\"}"
      })
  void forgedSender_isRefused(String field, String body) throws Throwable {
    String id = ada.begin("Forged");
    try (ChatSocket owner = ada.socket().watching(id)) {
      owner.send("/app/conversations." + id, body);
      JsonNode refused = owner.next("refused");
      assertThat(refused.get("status").asInt()).isEqualTo(400);
      assertThat(refused.get("field").asString()).isEqualTo(field);
      assertThat(refused.get("clientId").asString()).isEqualTo("client-f1");
      assertThat(owner.hears("message", WHILE)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "\"text\"", "{\"clientId\":5,\"text\":\"Hi\"}", "{}"})
  void whatIsNoMessage_isRefused(String body) throws Throwable {
    String id = ada.begin("Broken");
    try (ChatSocket owner = ada.socket()) {
      owner.send("/app/conversations." + id, body);
      JsonNode refused = owner.next("refused");
      assertThat(refused.get("status").asInt()).isEqualTo(400);
      assertThat(refused.get("clientId").isNull()).isTrue();
    }
  }

  @Test
  void texts_areHeardAsText_withoutWhatWouldTurnThem() throws Throwable {
    Caller cem = chat.person("cem", "USER");
    String id = cem.begin("Texts");
    String markup = "<script>alert(1)</script><img src=x onerror=alert(2)> & <b>bold</b>";
    try (ChatSocket owner = cem.socket().watching(id)) {
      owner.say(id, "client-m1", markup);
      assertThat(owner.next("message").at("/message/text").asString()).isEqualTo(markup);
      owner.say(id, "client-m2", "a\u202Egpj.exe\u2066 \u001B");
      assertThat(owner.next("message").at("/message/text").asString()).isEqualTo("agpj.exe");
      owner.say(id, "client-m3", "\uD83D\uDE00".repeat(4_000));
      assertThat(owner.next("message").at("/message/text").asString()).hasSize(8_000);
      owner.say(id, "client-m4", "x".repeat(4_001));
      assertThat(owner.next("refused").get("field").asString()).isEqualTo("text");
      assertThat(owner.hears("message", WHILE)).isFalse();
    }
  }

  @Test
  void frameThatIsTooLong_closesTheSocket() throws Throwable {
    String id = ada.begin("Long");
    try (ChatSocket owner = ada.socket()) {
      // Little more than is allowed: a close can get lost with what has not been read by then.
      owner.say(id, "client-l1", "x".repeat(10 * 1024));
      assertThat(owner.stomp().awaitClosed(SOON)).startsWith("1009");
    }
  }

  @Test
  void oneMessageTooManyInTenSeconds_isRefused() throws Throwable {
    Caller dan = chat.person("dan", "USER");
    String id = dan.begin("Much");
    try (ChatSocket owner = dan.socket()) {
      for (int i = 0; i <= 20; i++) {
        owner.say(id, "client-r" + (100 + i), "m" + i);
      }
      JsonNode refused = owner.next("refused");
      assertThat(refused.get("status").asInt()).isEqualTo(429);
      assertThat(refused.get("clientId").asString()).isEqualTo("client-r120");
      assertThat(refused.get("retryAfterSeconds").asLong()).isBetween(1L, 11L);
      assertThat(dan.get("/conversations/" + id).expect(200).get("lastSequence").asLong())
          .isEqualTo(20);
    }
  }

  @Test
  void framesWithoutEnd_closeTheSocket() throws Throwable {
    String id = ada.begin("Flood");
    try (ChatSocket owner = ada.socket()) {
      for (int i = 0; i < 200; i++) {
        owner.send("/app/conversations." + id + ".typing", "{\"typing\":true}");
      }
      assertErrorThenClose(owner.stomp(), "At most 200 frames in 10 seconds.");
    }
  }

  private static String token() {
    return chat.registry().token("USER");
  }

  private static StompClient open(String... headers) throws Throwable {
    return StompClient.open(chat.http(), chat.sockets(), headers);
  }

  private static void assertErrorThenClose(StompClient client, String message) throws Exception {
    String frame = client.next();
    while (frame.startsWith("MESSAGE")) {
      frame = client.next();
    }
    assertThat(frame).startsWith("ERROR\n").contains("\nmessage:" + message + "\n");
    assertThat(client.awaitClosed(SOON)).startsWith("1002");
  }

  private static void assertRefused(int status, String... headers) {
    WebSocketHandshakeException refusal =
        catchThrowableOfType(WebSocketHandshakeException.class, () -> open(headers).close());
    assertThat(refusal.getResponse().statusCode()).isEqualTo(status);
  }
}
