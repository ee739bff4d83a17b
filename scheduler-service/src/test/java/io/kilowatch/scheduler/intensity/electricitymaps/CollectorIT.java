package io.kilowatch.scheduler.intensity.electricitymaps;

import static io.kilowatch.scheduler.RunningScheduler.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.scheduler.RunningScheduler;
import io.kilowatch.scheduler.RunningScheduler.Caller;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.threeten.extra.MutableClock;
import tools.jackson.databind.JsonNode;

/** The service with a token, against a server that answers what the API was seen to answer. */
class CollectorIT {

  private static final Instant NOW = Instant.parse("2026-03-01T12:20:00Z");
  private static final String HISTORY = "/v3/carbon-intensity/history?zone=DE";
  private static final String PAST = "/v3/carbon-intensity/past-range?zone=DE&";
  private static final String DE = "/api/v1/intensity/DE";

  @TempDir private Path directory;

  private final MutableClock clock = MutableClock.of(NOW, ZoneOffset.UTC);
  private final RecordedServer server = new RecordedServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void zonesOfSites_areAskedForOnceAnHour_amongAllReplicas() throws Exception {
    server.answerOthers(403, "{}");
    server.answer(HISTORY, 200, RecordedServer.recording("history.json"));
    try (RunningScheduler scheduler = RunningScheduler.at(clock, directory, settings())) {
      Caller user = scheduler.person("ada", "USER");
      await("what was observed", () -> observed(user, "2026-03-01T10:00:00Z") == 413);
      assertThat(observed(user, "2026-03-01T11:00:00Z")).isEqualTo(398);
      assertThat(asked()).isOne();
      try (RunningScheduler another = scheduler.anotherAt(clock, settings())) {
        Caller there = another.person("ada", "USER");
        await("what was observed", () -> observed(there, "2026-03-01T10:00:00Z") == 413);
        round(scheduler);
        round(another);
        assertThat(asked()).isOne();

        server.answer(
            HISTORY,
            200,
            "{\"history\":[{\"datetime\":\"2026-03-01T11:00:00Z\",\"carbonIntensity\":405}]}");
        clock.add(Duration.ofMinutes(50));
        round(another);
        round(scheduler);
        await("what was observed", () -> observed(there, "2026-03-01T11:00:00Z") == 405);
        assertThat(asked()).isEqualTo(2);
      }
    }
  }

  @Test
  void aSourceThatIsAway_isToldOf_andWhatIsKnownStays() throws Exception {
    server.answerOthers(403, "{}");
    server.answer(HISTORY, 200, RecordedServer.recording("history.json"));
    try (RunningScheduler scheduler = RunningScheduler.at(clock, directory, settings())) {
      Caller user = scheduler.person("ada", "USER");
      await("what was observed", () -> observed(user, "2026-03-01T10:00:00Z") == 413);

      server.answer(HISTORY, 500, "");
      clock.add(Duration.ofHours(1));
      await(
          "a notice, or its end",
          () -> {
            round(scheduler);
            return user.get(DE).json().get("notice").asString().contains("does not answer");
          });

      JsonNode answer = user.get(DE).expect(200);
      assertThat(answer.get("notice").asString())
          .startsWith("Nothing was observed after 2026-03-01T12:00:00Z.")
          .contains("since 2026-03-01T13:20:00Z");
      assertThat(observed(user, "2026-03-01T10:00:00Z")).isEqualTo(413);

      server.answer(HISTORY, 200, RecordedServer.recording("history.json"));
      clock.add(Duration.ofMinutes(6));
      await(
          "a notice, or its end",
          () -> {
            round(scheduler);
            return user.get(DE).json().get("notice").isNull();
          });
    }
  }

  @Test
  void zoneThatIsKnownByATokenForTheLastDay_isAskedForItsPastWithABetterOne() throws Exception {
    Path file = Files.writeString(directory.resolve("token"), "a-free-token");
    server.answerOthers(403, "{}");
    server.answer(HISTORY, 200, RecordedServer.recording("history.json"));
    try (RunningScheduler scheduler = RunningScheduler.at(clock, directory, settings(file))) {
      Caller user = scheduler.person("ada", "USER");
      await("what was observed", () -> observed(user, "2026-03-01T10:00:00Z") == 413);

      Files.writeString(file, "a-better-token");
      server.answerOthers(200, RecordedServer.recording("past-range.json"));
      clock.add(Duration.ofHours(1));
      round(scheduler);
      await("its past", () -> observed(user, "2026-02-14T12:00:00Z") == 285);

      long pastAsked = pastAsked();
      clock.add(Duration.ofHours(1));
      round(scheduler);
      await("another question", () -> asked() == 3);
      assertThat(pastAsked()).isEqualTo(pastAsked);
    }
  }

  private String[] settings() {
    return settings("token=a-token");
  }

  private String[] settings(Path tokenFile) {
    return settings("token-file=" + tokenFile);
  }

  private String[] settings(String token) {
    return new String[] {
      "--kilowatch.electricity-maps.uri=" + server.uri(),
      "--kilowatch.electricity-maps." + token,
      "--kilowatch.electricity-maps.least-interval=0",
      "--kilowatch.electricity-maps.retry-delay=1ms"
    };
  }

  private long asked() {
    return server.requests().stream().filter(HISTORY::equals).count();
  }

  private long pastAsked() {
    return server.requests().stream().filter(request -> request.startsWith(PAST)).count();
  }

  /** At once; those of the service itself are half a minute apart. */
  private static void round(RunningScheduler scheduler) {
    scheduler.bean(Collector.class).round();
  }

  private static double observed(Caller caller, String start) throws Exception {
    JsonNode answer =
        caller.get(DE + "?from=" + start + "&to=" + Instant.parse(start).plusSeconds(1)).json();
    JsonNode hour = answer.path("hours").path(0);
    return hour.path("kind").asString("").equals("observed")
        ? hour.get("gramsPerKwh").asDouble()
        : Double.NaN;
  }
}
