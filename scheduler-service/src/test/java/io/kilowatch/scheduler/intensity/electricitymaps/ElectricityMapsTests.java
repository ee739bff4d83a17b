package io.kilowatch.scheduler.intensity.electricitymaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kilowatch.scheduler.intensity.observed.Observation;
import io.kilowatch.scheduler.intensity.observed.ObservationSource.Answer;
import io.kilowatch.scheduler.intensity.observed.Source;
import io.kilowatch.scheduler.intensity.observed.SourceRefusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.threeten.extra.MutableClock;

/** Against a server that answers what the API was seen to answer. */
class ElectricityMapsTests {

  private static final Instant NOW = Instant.parse("2026-03-01T12:20:00Z");
  private static final Duration TWO_DAYS = Duration.ofDays(2);
  private static final String HISTORY = "/v3/carbon-intensity/history?zone=DE";
  private static final String PAST_TWO_DAYS =
      "/v3/carbon-intensity/past-range?zone=DE&start=2026-02-27T12:00:00Z&end=2026-03-01T12:00:00Z";

  @TempDir private Path directory;

  private final MutableClock clock = MutableClock.of(NOW, ZoneOffset.UTC);
  private final RecordedServer server = new RecordedServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void since_lately_asksForTheLastDay() throws IOException {
    server.answer(HISTORY, 200, RecordedServer.recording("history.json"));

    Answer answer = client("a-token").since("DE", NOW.minus(Duration.ofHours(5)));

    assertThat(answer.complete()).isTrue();
    assertThat(answer.observations())
        .containsExactly(
            new Observation(hour("2026-03-01T10:00:00Z"), 413, Source.ELECTRICITY_MAPS),
            new Observation(hour("2026-03-01T11:00:00Z"), 398, Source.ELECTRICITY_MAPS_ESTIMATE));
    assertThat(server.requests()).containsExactly(HISTORY);
    assertThat(server.tokens()).containsExactly("a-token");
  }

  @Test
  void since_longAgo_asksForThePastTenDaysAtATime() throws IOException {
    server.answer(HISTORY, 200, RecordedServer.recording("history.json"));
    server.answer(
        "/v3/carbon-intensity/past-range?zone=DE&start=2026-02-14T12:00:00Z&end=2026-02-24T12:00:00Z",
        200,
        RecordedServer.recording("past-range.json"));
    server.answer(
        "/v3/carbon-intensity/past-range?zone=DE&start=2026-02-24T12:00:00Z&end=2026-03-01T12:00:00Z",
        200,
        "{\"zone\":\"DE\",\"data\":[]}");

    Answer answer = client("a-token").since("DE", NOW.minus(Duration.ofDays(15)));

    assertThat(answer.complete()).isTrue();
    assertThat(answer.observations())
        .hasSize(4)
        .contains(new Observation(hour("2026-02-14T12:00:00Z"), 285, Source.ELECTRICITY_MAPS));
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void since_longAgo_withATokenForTheLastDayAlone_asksForThePastOnce() throws IOException {
    server.answer(HISTORY, 200, RecordedServer.recording("history.json"));
    server.answerOthers(403, "{\"error\":\"Unauthorized\"}");
    ElectricityMaps client = client("a-free-token");

    for (int times = 0; times < 2; times++) {
      Answer answer = client.since("DE", NOW.minus(Duration.ofDays(15)));
      assertThat(answer.observations()).hasSize(2);
      assertThat(answer.complete()).isFalse();
    }

    assertThat(server.requests()).hasSize(3).filteredOn(HISTORY::equals).hasSize(2);
  }

  @Test
  void since_longAgo_afterATokenThatWasRefused_asksForThePastWithTheNext() throws IOException {
    server.answerOthers(401, "{}");
    Path file = Files.writeString(directory.resolve("token"), "first");
    ElectricityMaps client = new ElectricityMaps(settings("", file.toString()), clock);
    assertThat(refusal(client, NOW.minus(TWO_DAYS)).reason()).contains("does not accept the token");

    server.answer(HISTORY, 200, RecordedServer.recording("history.json"));
    server.answer(PAST_TWO_DAYS, 200, RecordedServer.recording("past-range.json"));
    Files.writeString(file, "second");

    assertThat(client.since("DE", NOW.minus(TWO_DAYS)).observations()).hasSize(4);
    assertThat(server.requests()).containsExactly(PAST_TWO_DAYS, HISTORY, PAST_TWO_DAYS, HISTORY);
    assertThat(server.tokens()).containsExactly("first", "first", "second", "second");
  }

  @Test
  void since_longAgo_withATokenThatWasNotAcceptedForAWhile_asksForThePastAgain()
      throws IOException {
    server.answerOnce(PAST_TWO_DAYS, 403, "{}");
    server.answerOnce(HISTORY, 403, "{}");
    server.answer(HISTORY, 200, RecordedServer.recording("history.json"));
    server.answer(PAST_TWO_DAYS, 200, RecordedServer.recording("past-range.json"));
    ElectricityMaps client = client("a-token");

    assertThat(refusal(client, NOW.minus(TWO_DAYS))).isNotNull();

    Answer answer = client.since("DE", NOW.minus(TWO_DAYS));
    assertThat(answer.observations()).hasSize(4);
    assertThat(answer.complete()).isTrue();
  }

  @Test
  void since_longAgo_withATokenForAnotherZone_asksForThePastOfThatOne() throws IOException {
    server.answer(HISTORY, 200, RecordedServer.recording("history.json"));
    server.answer(PAST_TWO_DAYS, 200, RecordedServer.recording("past-range.json"));
    server.answerOthers(403, "{}");
    ElectricityMaps client = client("a-token-for-de");

    assertThat(
            catchThrowableOfType(
                SourceRefusal.class, () -> client.since("FR", NOW.minus(TWO_DAYS))))
        .isNotNull();

    assertThat(client.since("DE", NOW.minus(TWO_DAYS)).observations()).hasSize(4);
  }

  @Test
  void since_triesAgainAfterAFailureOfTheServer() throws IOException {
    server.answerOnce(HISTORY, 502, "");
    server.answerOnce(HISTORY, 503, "");
    server.answer(HISTORY, 200, RecordedServer.recording("history.json"));

    assertThat(client("a-token").since("DE", NOW).observations()).hasSize(2);
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void since_whenItStaysAway_saysSoAfterFourTries() throws IOException {
    server.answer(HISTORY, 500, "");
    SourceRefusal refusal = refusal(client("a-token"));
    assertThat(refusal.reason()).startsWith("Electricity Maps does not answer");
    assertThat(refusal.askLater()).isEqualTo(Duration.ofMinutes(5));
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void since_whenNobodyListens_saysSo() throws IOException {
    ElectricityMaps client = client("a-token");
    server.close();
    assertThat(refusal(client).reason()).startsWith("Electricity Maps does not answer");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void since_withATokenThatIsNotAccepted_isRefusedWithoutAnotherTry(int status) throws IOException {
    server.answer(HISTORY, status, "{}");
    assertThat(refusal(client("a-secret")).reason())
        .isEqualTo("Electricity Maps does not accept the token for this zone")
        .doesNotContain("a-secret");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void since_inAZoneThatItDoesNotKnow_isAskedAgainTomorrow() throws IOException {
    server.answer(HISTORY, 404, "{}");
    assertThat(refusal(client("a-token")).askLater()).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void since_tooOften_asksNothingForAsLongAsItIsTold() throws IOException {
    server.answerOnce(HISTORY, 429, "", "Retry-After", "90");
    server.answer(HISTORY, 200, RecordedServer.recording("history.json"));
    ElectricityMaps client = client("a-token");

    assertThat(refusal(client).askLater()).isEqualTo(Duration.ofSeconds(90));
    clock.add(Duration.ofSeconds(60));
    assertThat(refusal(client).askLater()).isEqualTo(Duration.ofSeconds(30));
    assertThat(server.requests()).hasSize(1);
    clock.add(Duration.ofSeconds(31));
    assertThat(client.since("DE", NOW).observations()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"history\":null}", "{\"history\":[]}", "{\"history\":[{}]}"})
  void since_anAnswerThatTellsNothing_isNoObservation(String answer) throws IOException {
    server.answer(HISTORY, 200, answer);
    assertThat(client("a-token").since("DE", NOW).observations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null"})
  void since_anAnswerWithoutAnything_isRefused(String answer) throws IOException {
    server.answer(HISTORY, 200, answer);
    SourceRefusal refusal = refusal(client("a-token"));
    assertThat(refusal.reason()).isEqualTo("Electricity Maps answers with nothing");
    assertThat(refusal.askLater()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void since_anAnswerThatIsNoJson_isRefused() throws IOException {
    server.answer(HISTORY, 200, "<html>");
    assertThat(refusal(client("a-token")).reason()).startsWith("Electricity Maps does not answer");
  }

  @Test
  void token_isReadFromItsFileForEachRequest() throws IOException {
    server.answer(HISTORY, 200, RecordedServer.recording("history.json"));
    Path file = Files.writeString(directory.resolve("token"), "first\n");
    ElectricityMapsSettings settings = settings("", file.toString());
    ElectricityMaps client = new ElectricityMaps(settings, clock);

    assertThat(client.since("DE", NOW).observations()).hasSize(2);
    Files.writeString(file, "second\n");
    assertThat(client.since("DE", NOW).observations()).hasSize(2);
    Files.delete(file);

    assertThat(server.tokens()).containsExactly("first", "second");
    assertThat(refusal(client).reason()).isEqualTo("the token of Electricity Maps can't be read");
    assertThat(settings.toString()).doesNotContain("first");
  }

  private SourceRefusal refusal(ElectricityMaps client) {
    return refusal(client, clock.instant());
  }

  private static SourceRefusal refusal(ElectricityMaps client, Instant from) {
    return catchThrowableOfType(SourceRefusal.class, () -> client.since("DE", from));
  }

  private ElectricityMaps client(String token) {
    return new ElectricityMaps(settings(token, ""), clock);
  }

  private ElectricityMapsSettings settings(String token, String file) {
    return new ElectricityMapsSettings(
        server.uri(), token, file, Duration.ofDays(60), Duration.ZERO, Duration.ofMillis(2));
  }

  private static Instant hour(String text) {
    return Instant.parse(text);
  }
}
