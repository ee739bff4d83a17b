package io.kilowatch.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.chat.RunningChat.Answer;
import io.kilowatch.chat.RunningChat.Caller;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What only engineers do: hand conversations over, and keep replies at hand. */
class EngineersIT {

  private static final String REPLY = "{\"title\":\"Restart\",\"text\":\"Please restart it.\"}";

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

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "GET /engineers",
        "POST /conversations/%s/assign",
        "GET /canned-replies",
        "POST /canned-replies",
        "PUT /canned-replies/1",
        "DELETE /canned-replies/1"
      })
  void usersMayNot(String method, String path) throws Exception {
    String body = path.endsWith("assign") ? "{\"engineerId\":\"eve\"}" : REPLY;
    Answer refused = ada.send(method, path.formatted(ada.begin("Mine")), body);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.contentType()).startsWith("application/problem+json");
  }

  @Test
  void conversation_isHandedOver_toWhoeverIsSeenHere() throws Throwable {
    String id = ada.begin("To be handed over");
    String path = "/conversations/" + id + "/assign";
    Answer unknown = eve.post(path, "{\"engineerId\":\"flo\"}");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.json().at("/errors/0/field").asString()).isEqualTo("engineerId");

    try (ChatSocket _ = chat.person("flo", "ENGINEER").socket().subscribed("/user/queue/inbox")) {
      JsonNode seen = awaitSeen("flo");
      assertThat(seen.get("name").asString()).isEqualTo("Name of flo");
      assertThat(seen.get("online").asBoolean()).isTrue();
    }
    JsonNode assigned = eve.post(path, "{\"engineerId\":\"flo\"}").expect(200);
    assertThat(assigned.at("/assignee/id").asString()).isEqualTo("flo");
    assertThat(chat.person("flo", "ENGINEER").get("/conversations?state=mine").text()).contains(id);
  }

  /** They are noted beside what they do, not before it. */
  private JsonNode awaitSeen(String id) throws Exception {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
    while (Instant.now().isBefore(deadline)) {
      for (JsonNode engineer : eve.get("/engineers").expect(200).get("items")) {
        if (engineer.get("id").asString().equals(id)) {
          return engineer;
        }
      }
      Thread.sleep(50);
    }
    throw new AssertionError(id + " was not seen");
  }

  @Test
  void engineerWhoIsNoneAnyMore_isForgotten() throws Throwable {
    try (ChatSocket _ = chat.person("gil", "ENGINEER").socket().subscribed("/user/queue/inbox")) {
      var _ = awaitSeen("gil");
    }
    try (ChatSocket _ = chat.person("gil", "USER").socket().subscribed("/user/queue/inbox")) {
      Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
      while (eve.get("/engineers").text().contains("\"gil\"")) {
        assertThat(Instant.now()).isBefore(deadline);
        Thread.sleep(50);
      }
    }
  }

  @Test
  void replies_areSharedAndChanged() throws Exception {
    JsonNode created = eve.post("/canned-replies", REPLY).expect(201);
    String path = "/canned-replies/" + created.get("id").asString();
    Caller other = chat.person("hal", "ENGINEER");
    assertThat(other.get("/canned-replies").expect(200).get("items")).contains(created);

    other.send("PUT", path, "{\"title\":\"Restart\",\"text\":\"Turn it off and on.\"}").expect(200);
    assertThat(eve.get("/canned-replies").text()).contains("Turn it off and on.");
    assertThat(eve.send("DELETE", path, "").status()).isEqualTo(204);
    assertThat(eve.send("DELETE", path, "").status()).isEqualTo(404);
    assertThat(eve.send("PUT", path, REPLY).status()).isEqualTo(404);

    JsonNode refused = eve.post("/canned-replies", "{\"text\":\" \"}").expect(400);
    assertThat(refused.get("errors").valueStream().map(error -> error.get("field").asString()))
        .containsExactly("title", "text");
  }
}
