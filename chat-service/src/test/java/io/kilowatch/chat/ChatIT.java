package io.kilowatch.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.kilowatch.chat.RunningChat.Answer;
import io.kilowatch.chat.RunningChat.Caller;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.JsonNode;

/** The chat over HTTP, on the document store of the local platform. */
class ChatIT {

  @TempDir private static Path directory;
  private static RunningChat chat;

  @BeforeAll
  static void start() throws Exception {
    chat = RunningChat.alone(directory).awaitServers();
  }

  @AfterAll
  static void stop() {
    chat.close();
  }

  @Test
  void conversationOfABuildBefore_isAsOneThatNobodyHasGot() throws Exception {
    Caller ada = chat.person("ada", "USER");
    String id = ada.begin("Old");
    chat.bean(MongoTemplate.class)
        .updateFirst(
            query(where("id").is(id)),
            new Update().unset("deliveredUpTo").unset("edits").unset("changedAt"),
            "conversations");

    JsonNode old = ada.get("/conversations/" + id).expect(200);
    assertThat(old.get("deliveredUpTo")).isEmpty();
    ada.say(id, "first-here", "Is anybody there?").expect(201);
  }

  @Test
  void ownerAndEngineer_talk_andKnowWhatIsUnread() throws Exception {
    Caller ada = chat.person("ada", "USER");
    Caller eve = chat.person("eve-engineer", "ENGINEER");
    JsonNode begun =
        ada.post(
                "/conversations",
                "{\"subject\":\"Hot\",\"serverId\":\"s1\",\"from\":\"2026-01-01T00:00:00Z\","
                    + "\"to\":\"2026-01-01T01:00:00Z\"}")
            .expect(201);
    String id = begun.get("id").asString();
    assertThat(begun.get("serverId").asString()).isEqualTo("s1");
    assertThat(begun.get("from").asString()).isEqualTo("2026-01-01T00:00:00.000Z");

    assertThat(ada.say(id, "client-1", "It is hot.").expect(201).get("sequence").asLong()).isOne();
    JsonNode waiting = eve.get("/conversations/" + id).expect(200);
    assertThat(waiting.get("unread").asLong()).isOne();
    assertThat(waiting.get("waitingSince").isNull()).isFalse();

    eve.post("/conversations/" + id + "/claim", "").expect(200);
    eve.post("/conversations/" + id + "/read", "{\"upTo\":99}").expect(200);
    eve.say(id, "client-1", "Which one?").expect(201);
    JsonNode answered = ada.get("/conversations/" + id).expect(200);
    assertThat(answered.get("unread").asLong()).isOne();
    assertThat(answered.get("waitingSince").isNull()).isTrue();
    assertThat(answered.at("/assignee/id").asString()).isEqualTo("eve-engineer");
    assertThat(answered.at("/readUpTo/eve-engineer").asLong()).isEqualTo(2);
    assertThat(eve.get("/conversations?state=mine").text()).contains(id);

    eve.post("/conversations/" + id + "/close", "").expect(200);
    assertThat(ada.get("/conversations?state=closed").text()).contains(id);
    ada.say(id, "client-2", "Still hot.").expect(201);
    assertThat(ada.get("/conversations/" + id).expect(200).get("state").asString())
        .isEqualTo("open");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "GET ''",
        "GET /messages",
        "GET /export",
        "POST /messages",
        "PUT /messages/1",
        "DELETE /messages/1",
        "POST /read"
      })
  void conversationOfAnother_isAsIfThereWereNone(String method, String path) throws Exception {
    Caller ada = chat.person("ada", "USER");
    String id = ada.begin("Private");
    ada.say(id, "client-" + System.nanoTime(), "A secret.").expect(201);
    String body =
        switch (path) {
          case "/messages" -> "{\"clientId\":\"client-x1\",\"text\":\"Me too\"}";
          case "/messages/1" -> "{\"text\":\"Other\"}";
          default -> "{\"upTo\":1}";
        };

    Answer refused =
        chat.person("mallory", "USER").send(method, "/conversations/" + id + path, body);
    Answer none =
        chat.person("mallory", "USER").send(method, "/conversations/nothing" + path, body);

    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.contentType()).startsWith("application/problem+json");
    assertThat(refused.text().replace(id, "nothing")).isEqualTo(none.text());
    assertThat(ada.get("/conversations/" + id + "/messages").expect(200).get("items")).hasSize(1);
    assertThat(chat.person("mallory", "USER").get("/conversations").text()).doesNotContain(id);
  }

  @ParameterizedTest
  @CsvSource({"claim", "close", "reopen"})
  void whatEngineersDo_isRefusedToOwners(String verb) throws Exception {
    Caller ada = chat.person("ada", "USER");
    String id = ada.begin("Mine");
    assertThat(ada.post("/conversations/" + id + "/" + verb, "").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "-1000000000-01-01T00:00:00Z, 2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00Z, +1000000000-12-31T00:00:00Z"
  })
  void timeThatNoChartShows_isRefused(String from, String to) throws Exception {
    String body =
        "{\"subject\":\"Hot\",\"serverId\":\"s1\",\"from\":\"%s\",\"to\":\"%s\"}"
            .formatted(from, to);
    assertThat(chat.person("ada", "USER").post("/conversations", body).status()).isEqualTo(400);
  }

  @Test
  void senderInTheBody_isRefused() throws Exception {
    Caller ada = chat.person("ada", "USER");
    String id = ada.begin("Forged");
    String forged =
        "{\"clientId\":\"client-f1\",\"text\":\"Hi\",\"sender\":{\"id\":\"eve-engineer\"}}";
    assertThat(ada.post("/conversations/" + id + "/messages", forged).status()).isEqualTo(400);
    JsonNode said = ada.say(id, "client-f2", "Hi").expect(201);
    assertThat(said.at("/sender/id").asString()).isEqualTo("ada");
    assertThat(said.at("/sender/name").asString()).isEqualTo("Name of ada");
  }

  @Test
  void sentAgain_isTheSameMessage_andOfAnotherConversationAConflict() throws Exception {
    Caller bob = chat.person("bob", "USER");
    String id = bob.begin("Twice");
    String first = bob.say(id, "client-t1", "Once").expect(201).toString();
    assertThat(bob.say(id, "client-t1", "Once").expect(201)).hasToString(first);
    assertThat(bob.get("/conversations/" + id + "/messages").expect(200).get("items")).hasSize(1);
    assertThat(bob.say(bob.begin("Other"), "client-t1", "Once").status()).isEqualTo(409);
  }

  @Test
  void text_isKeptAsText_withoutWhatWouldTurnIt() throws Exception {
    Caller cem = chat.person("cem", "USER");
    String id = cem.begin("Texts");
    String markup = "<script>alert(1)</script> & <b>\"bold\"</b>";
    assertThat(cem.say(id, "client-m1", markup).expect(201).get("text").asString())
        .isEqualTo(markup);
    assertThat(
            cem.say(id, "client-m2", "a\u202Egpj.exe\u2066 \u0000\u001B")
                .expect(201)
                .get("text")
                .asString())
        .isEqualTo("agpj.exe");
    assertThat(cem.say(id, "client-m3", "\u202E\u0007 ").status()).isEqualTo(400);
    assertThat(cem.say(id, "client-m4", "\uD83D\uDE00".repeat(4_000)).status()).isEqualTo(201);
    assertThat(cem.say(id, "client-m5", "x".repeat(4_001)).status()).isEqualTo(400);
  }

  @Test
  void oneMessageTooManyInTenSeconds_is429() throws Exception {
    Caller dan = chat.person("dan", "USER");
    String id = dan.begin("Much");
    for (int i = 0; i < 20; i++) {
      dan.say(id, "client-r" + (100 + i), "m" + i).expect(201);
    }
    assertThat(dan.say(id, "client-r120", "one more").status()).isEqualTo(429);
    assertThat(dan.get("/conversations/" + id + "/messages").expect(200).get("items")).hasSize(20);
  }

  @Test
  void oneConversationTooManyInTenSeconds_is429_andOfAnotherPersonNone() throws Exception {
    Caller hal = chat.person("hal", "USER");
    for (int i = 0; i < 20; i++) {
      var _ = hal.begin("Number " + i);
    }
    assertThat(hal.post("/conversations", "{\"subject\":\"One more\"}").status()).isEqualTo(429);
    assertThat(hal.post("/conversations", "{\"subject\":\"\"}").status()).isEqualTo(400);
    var _ = chat.person("ida", "USER").begin("Another's");
  }

  @Test
  void ownMessage_canBeChanged_andAnothersCannot() throws Exception {
    Caller flo = chat.person("flo", "USER");
    String id = flo.begin("Changes");
    flo.say(id, "client-e1", "Frist").expect(201);
    flo.say(id, "client-e2", "Secret").expect(201);
    Caller eve = chat.person("eve-engineer", "ENGINEER");
    String path = "/conversations/" + id + "/messages/";
    assertThat(eve.send("PUT", path + 1, "{\"text\":\"No\"}").status()).isEqualTo(404);

    JsonNode edited = flo.send("PUT", path + 1, "{\"text\":\"First\"}").expect(200);
    assertThat(edited.get("text").asString()).isEqualTo("First");
    assertThat(edited.get("editedAt").isNull()).isFalse();
    JsonNode withdrawn = flo.send("DELETE", path + 2, "").expect(200);
    assertThat(withdrawn.get("withdrawn").asBoolean()).isTrue();
    assertThat(withdrawn.get("text").asString()).isEmpty();
    assertThat(flo.send("PUT", path + 2, "{\"text\":\"Back\"}").status()).isEqualTo(409);

    Answer file = flo.get("/conversations/" + id + "/export");
    assertThat(file.contentType()).startsWith("text/plain");
    assertThat(file.text())
        .contains("Changes\n", "Name of flo (edited)\n    First\n", "(withdrawn)")
        .doesNotContain("Frist", "Secret");
  }

  @Test
  void manyAtOnce_areNumberedWithoutGaps_andReadAfterANumber() throws Exception {
    Caller owner = chat.person("gus", "USER");
    String id = owner.begin("Crowd");
    List<Future<Answer>> sent = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int person = 0; person < 5; person++) {
        Caller engineer = chat.person("crowd-" + person, "ENGINEER");
        for (int i = 0; i < 10; i++) {
          String clientId = "client-c" + i;
          sent.add(threads.submit(() -> engineer.say(id, clientId, "text")));
        }
      }
    }
    for (Future<Answer> each : sent) {
      each.get().expect(201);
    }
    JsonNode items =
        owner.get("/conversations/" + id + "/messages?after=10").expect(200).get("items");
    assertThat(items.valueStream().map(item -> item.get("sequence").asInt()))
        .containsExactlyElementsOf(IntStream.rangeClosed(11, 50).boxed().toList());
  }
}
