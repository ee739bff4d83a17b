package io.kilowatch.chat.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.chat.RunningChat;
import io.kilowatch.chat.RunningChat.Caller;
import io.kilowatch.chat.conversation.ConversationLists;
import io.kilowatch.chat.conversation.Conversations;
import io.kilowatch.chat.conversation.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpStatus;
import org.threeten.extra.MutableClock;
import tools.jackson.databind.JsonNode;

/** What becomes of conversations as time goes by. */
class ChatInTimeIT {

  @TempDir private static Path directory;

  private static final MutableClock CLOCK =
      MutableClock.of(Instant.now().truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC);

  private static RunningChat chat;

  private final Caller ada = chat.person("ada", "USER");
  private final Caller eve = chat.person("eve", "ENGINEER");

  @BeforeAll
  static void start() {
    chat = RunningChat.at(CLOCK, directory);
  }

  @AfterAll
  static void stop() {
    chat.close();
  }

  @Test
  void message_canBeChangedForFiveMinutes() throws Exception {
    String id = ada.begin("Changes");
    ada.say(id, "client-t1", "Frist").expect(201);
    String path = "/conversations/" + id + "/messages/1";

    CLOCK.add(Duration.ofMinutes(5));
    ada.send("PUT", path, "{\"text\":\"First\"}").expect(200);
    CLOCK.add(Duration.ofMillis(1));

    assertThat(ada.send("PUT", path, "{\"text\":\"Late\"}").status()).isEqualTo(409);
    assertThat(ada.send("DELETE", path, "").status()).isEqualTo(409);
    assertThat(ada.get("/conversations/" + id + "/messages").text()).contains("First");
  }

  @Test
  void question_isOverdueAfterAQuarterOfAnHour_untilItIsAnswered() throws Exception {
    String id = ada.begin("Waiting");
    Instant asked = CLOCK.instant();
    ada.say(id, "client-w1", "Hello?").expect(201);
    CLOCK.add(Duration.ofMinutes(10));
    ada.say(id, "client-w2", "Anybody?").expect(201);
    CLOCK.add(Duration.ofMinutes(5));
    JsonNode waiting = eve.get("/conversations/" + id).expect(200);
    assertThat(waiting.get("overdue").asBoolean()).isFalse();
    assertThat(Instant.parse(waiting.get("overdueAt").asString()))
        .isEqualTo(asked.plus(Duration.ofMinutes(15)));

    CLOCK.add(Duration.ofMillis(1));
    assertThat(eve.get("/conversations/" + id).expect(200).get("overdue").asBoolean()).isTrue();
    eve.say(id, "client-w1", "Here I am.").expect(201);
    JsonNode answered = eve.get("/conversations/" + id).expect(200);
    assertThat(answered.get("overdue").asBoolean()).isFalse();
    assertThat(answered.get("overdueAt").isNull()).isTrue();
  }

  @Test
  void messagesThatAreNotedTheOtherWayRound_leaveItToTheLastWhetherAnybodyWaits() throws Exception {
    String id = ada.begin("Crossing");
    Place place = new Place(id, "ada", 0);
    Instant asked = CLOCK.instant();
    Conversations conversations = chat.bean(Conversations.class);

    conversations.spoken(person("ada", "USER"), place, 2, asked);
    conversations.spoken(person("eve", "ENGINEER"), place, 1, asked.minusMillis(1));
    JsonNode waiting = eve.get("/conversations/" + id).expect(200);
    assertThat(waiting.get("waitingSince").isNull()).isFalse();
    assertThat(Instant.parse(waiting.get("waitingSince").asString())).isEqualTo(asked);
    assertThat(waiting.at("/readUpTo/eve").asLong()).isOne();

    conversations.spoken(person("eve", "ENGINEER"), place, 4, asked.plusMillis(2));
    conversations.spoken(person("ada", "USER"), place, 3, asked.plusMillis(1));
    JsonNode answered = eve.get("/conversations/" + id).expect(200);
    assertThat(answered.get("waitingSince").isNull()).isTrue();
    assertThat(answered.get("lastSequence").asLong()).isEqualTo(4);
  }

  private static CurrentUser person(String id, String role) {
    return new CurrentUser(id, "", id, role, "");
  }

  @Test
  void silentConversations_areDeletedAfterAYear_withTheirMessages() throws Exception {
    String silent = ada.begin("Silent");
    ada.say(silent, "client-y1", "Hello").expect(201);
    String spoken = ada.begin("Spoken");
    CLOCK.add(Duration.ofDays(300));
    ada.say(spoken, "client-y2", "Still here").expect(201);
    CLOCK.add(Duration.ofDays(65));
    chat.bean(Retention.class).sweep();
    ada.get("/conversations/" + silent).expect(200);

    CLOCK.add(Duration.ofMillis(1));
    chat.bean(Retention.class).sweep();

    assertThat(ada.get("/conversations/" + silent).status()).isEqualTo(404);
    assertThat(chat.bean(MessageStore.class).after(silent, 0, 10)).isEmpty();
    assertThat(ada.get("/conversations/" + spoken + "/messages").expect(200).get("items"))
        .hasSize(1);
  }

  @Test
  void messageToAConversationThatIsDeletedMeanwhile_isRefused_andNotKept() throws Exception {
    String id = ada.begin("Gone");
    Conversations conversations = chat.bean(Conversations.class);
    conversations.deleteIfSilentSince(id, CLOCK.instant().plusMillis(1));
    Place place = new Place(id, "ada", 0);
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() ->
            chat.bean(Messages.class).send(person("ada", "USER"), place, "client-g1", "Hello"))
        .satisfies(problem -> assertThat(problem.status()).isEqualTo(HttpStatus.NOT_FOUND));
    assertThat(chat.bean(MessageStore.class).after(id, 0, 10)).isEmpty();
  }

  @Test
  void silentConversation_inWhichSomebodySpeaksDuringTheSweep_keepsWhatWasSaid() throws Exception {
    String id = ada.begin("Late");
    ada.say(id, "client-z1", "Hello").expect(201);
    CLOCK.add(Duration.ofMillis(1));
    ConversationLists lists = mock();
    doAnswer(
            call -> {
              List<String> silent =
                  chat.bean(ConversationLists.class).silentSince(call.getArgument(0), 100);
              if (silent.contains(id)) {
                ada.say(id, "client-z2", "Still here").expect(201);
              }
              return silent;
            })
        .when(lists)
        .silentSince(any(), anyInt());
    MessageStore messages = chat.bean(MessageStore.class);

    new Retention(chat.bean(Conversations.class), lists, messages, CLOCK, Duration.ZERO).sweep();

    ada.get("/conversations/" + id).expect(200);
    assertThat(messages.after(id, 0, 10))
        .extracting(MessageAnswer::sequence, MessageAnswer::text)
        .containsExactly(tuple(2L, "Still here"));
  }
}
