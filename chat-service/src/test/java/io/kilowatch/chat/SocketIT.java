package io.kilowatch.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.chat.RunningChat.Caller;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The chat over its web socket, at one replica and without a broker. */
class SocketIT {

  @TempDir private static Path directory;
  private static RunningChat chat;

  private final Caller ada = chat.person("ada", "USER");
  private final Caller eve = chat.person("eve", "ENGINEER");

  @BeforeAll
  static void start() {
    chat = RunningChat.alone(directory);
  }

  @AfterAll
  static void stop() {
    chat.close();
  }

  @Test
  void message_isAnsweredOnceItIsKept_andBothSidesHearIt() throws Throwable {
    String id = ada.begin("Hot");
    try (ChatSocket owner = ada.socket().watching(id);
        ChatSocket engineer = eve.socket().watching(id)) {
      owner.say(id, "client-s1", "It is hot.");

      JsonNode sent = owner.next("sent");
      assertThat(sent.get("clientId").asString()).isEqualTo("client-s1");
      assertThat(sent.at("/message/sequence").asLong()).isOne();
      JsonNode heard = engineer.next("message").get("message");
      assertThat(heard).isEqualTo(sent.get("message"));
      assertThat(heard.at("/sender/id").asString()).isEqualTo("ada");
      assertThat(heard.get("at").asString()).endsWith("Z").hasSize(24);
      assertThat(eve.get("/conversations/" + id + "/messages").expect(200).at("/items/0"))
          .isEqualTo(heard);
    }
  }

  @Test
  void sentAgain_isAnsweredAgain_andHeardOnce() throws Throwable {
    String id = ada.begin("Twice");
    try (ChatSocket owner = ada.socket();
        ChatSocket engineer = eve.socket().watching(id)) {
      owner.say(id, "client-a1", "Once");
      owner.say(id, "client-a1", "Once");
      owner.say(id, "client-a2", "Next");

      assertThat(owner.next("sent")).isEqualTo(owner.next("sent"));
      assertThat(owner.next("sent").at("/message/sequence").asLong()).isEqualTo(2);
      assertThat(engineer.nextNumbers(2)).containsExactly(1L, 2L);
      assertThat(engineer.hears("message", Duration.ofMillis(300))).isFalse();
    }
  }

  @Test
  void manyAtOnce_areHeardInOrder() throws Throwable {
    String id = chat.person("many", "USER").begin("Order");
    try (ChatSocket first = chat.person("first", "ENGINEER").socket().watching(id);
        ChatSocket second = chat.person("second", "ENGINEER").socket().watching(id)) {
      for (int i = 10; i < 30; i++) {
        first.say(id, "client-o" + i, "from the first");
        second.say(id, "client-o" + i, "from the second");
      }

      assertThat(first.nextNumbers(40)).isSorted().doesNotHaveDuplicates();
      assertThat(second.nextNumbers(40)).isSorted().doesNotHaveDuplicates().endsWith(40L);
    }
  }

  @Test
  void whatIsDoneOverHttp_isHeard() throws Throwable {
    String id = ada.begin("Over HTTP");
    try (ChatSocket engineer = eve.socket().watching(id)) {
      ada.say(id, "client-h1", "Frist").expect(201);
      assertThat(engineer.next("message").at("/message/text").asString()).isEqualTo("Frist");

      String path = "/conversations/" + id + "/messages/1";
      ada.send("PUT", path, "{\"text\":\"First\"}").expect(200);
      assertThat(engineer.nextMessage(1, 1).get("text").asString()).isEqualTo("First");

      ada.send("DELETE", path, "").expect(200);
      assertThat(engineer.nextMessage(1, 2).get("withdrawn").asBoolean()).isTrue();
      assertThat(engineer.hears("message", Duration.ofMillis(700))).isFalse();
    }
  }

  @Test
  void marks_areHeard_andReadIsDelivered() throws Throwable {
    String id = ada.begin("Marks");
    ada.say(id, "client-k1", "One").expect(201);
    ada.say(id, "client-k2", "Two").expect(201);
    try (ChatSocket owner = ada.socket().watching(id);
        ChatSocket engineer = eve.socket()) {
      engineer.send("/app/conversations." + id + ".delivered", "{\"upTo\":2}");
      JsonNode delivered = owner.next("marks");
      assertThat(delivered.at("/deliveredUpTo/eve").asLong()).isEqualTo(2);
      assertThat(delivered.at("/readUpTo/eve").isMissingNode()).isTrue();

      engineer.send("/app/conversations." + id + ".read", "{\"upTo\":1}");
      JsonNode read = owner.next("marks");
      while (read.at("/readUpTo/eve").isMissingNode()) {
        read = owner.next("marks");
      }
      assertThat(read.at("/readUpTo/eve").asLong()).isOne();
      JsonNode known = eve.get("/conversations/" + id).expect(200);
      assertThat(known.at("/deliveredUpTo/eve").asLong()).isEqualTo(2);
      assertThat(known.get("unread").asLong()).isOne();
    }
  }

  @Test
  void typing_isHeard_fromThoseWhoWatch() throws Throwable {
    String id = ada.begin("Typing");
    try (ChatSocket owner = ada.socket().watching(id);
        ChatSocket engineer = eve.socket()) {
      String destination = "/app/conversations." + id + ".typing";
      engineer.send(destination, "{\"typing\":true}");
      engineer.watching(id).send(destination, "{\"typing\":false}");

      JsonNode heard = owner.next("typing");
      assertThat(heard.get("typing").asBoolean()).isFalse();
      assertThat(heard.at("/person/name").asString()).isEqualTo("Name of eve");
    }
  }

  /** The waiting is the assertion. */
  @Test
  void presence_tellsWhoIsThere_andWhoHasGone() throws Throwable {
    String id = ada.begin("Presence");
    try (ChatSocket owner = ada.socket().watching(id)) {
      owner.awaitPresent("ada");
      ChatSocket engineer = eve.socket().watching(id);
      engineer.awaitPresent("ada", "eve");
      owner.awaitPresent("ada", "eve");

      engineer.close();
      owner.awaitPresent("ada");
    }
  }

  @Test
  void inbox_hasWhatOneMaySee_withWhatIsUnread() throws Throwable {
    Caller ben = chat.person("ben", "USER");
    try (ChatSocket owner = ben.socket().subscribed("/user/queue/inbox");
        ChatSocket engineer = eve.socket().subscribed("/user/queue/inbox");
        ChatSocket other =
            chat.person("mallory", "USER").socket().subscribed("/user/queue/inbox")) {
      String id = ben.begin("For the inbox");
      ben.say(id, "client-i1", "Hello").expect(201);

      assertThat(nextAbout(engineer, id, 1).get("unread").asLong()).isOne();
      assertThat(nextAbout(owner, id, 1).get("unread").asLong()).isZero();
      eve.post("/conversations/" + id + "/claim", "").expect(200);
      assertThat(owner.next("conversations").at("/items/0/assignee/id").asString())
          .isEqualTo("eve");
      assertThat(other.hears("conversations", Duration.ofMillis(1_500))).isFalse();
    }
  }

  @Test
  void inbox_ofMuchAtOnce_isToldInParts_andAllOfIt() throws Throwable {
    try (ChatSocket engineer = eve.socket().subscribed("/user/queue/inbox")) {
      Set<String> begun = new HashSet<>();
      for (int i = 0; i < 60; i++) {
        begun.add(chat.person("zoe-" + i / 20, "USER").begin("One of many"));
      }
      while (!begun.isEmpty()) {
        JsonNode items = engineer.next("conversations").get("items");
        assertThat(items).hasSizeLessThanOrEqualTo(50);
        items.forEach(item -> begun.remove(item.get("id").asString()));
      }
    }
  }

  /** What the inbox has of a conversation once it has so many messages. */
  private static JsonNode nextAbout(ChatSocket socket, String id, long lastSequence) {
    while (true) {
      for (JsonNode item : socket.next("conversations").get("items")) {
        if (item.get("id").asString().equals(id)
            && item.get("lastSequence").asLong() == lastSequence) {
          return item;
        }
      }
    }
  }

  @Test
  void storeKilled_isSaid_andWhatIsSentAgainLaterIsThereOnce(@TempDir Path other) throws Throwable {
    try (RunningChat alone = RunningChat.impatient(other)) {
      Caller owner = alone.person("ada", "USER");
      String id = owner.begin("Outage");
      try (ChatSocket socket = owner.socket().watching(id)) {
        alone.store().kill();
        socket.say(id, "client-z1", "Meanwhile");
        JsonNode refused = socket.next("refused");
        assertThat(refused.get("status").asInt()).isEqualTo(503);
        assertThat(refused.get("clientId").asString()).isEqualTo("client-z1");
        assertThat(refused.get("retryAfterSeconds").asLong()).isPositive();

        alone.store().restart();
        JsonNode sent = socket.sayUntilKept(id, "client-z1", "Meanwhile");
        assertThat(sent.at("/message/sequence").asLong()).isOne();
        assertThat(owner.get("/conversations/" + id + "/messages").expect(200).get("items"))
            .hasSize(1);
      }
    }
  }
}
