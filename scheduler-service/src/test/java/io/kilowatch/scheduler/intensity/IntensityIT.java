package io.kilowatch.scheduler.intensity;

import static io.kilowatch.scheduler.RunningScheduler.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.base.TestRegistry;
import io.kilowatch.scheduler.RunningScheduler;
import io.kilowatch.scheduler.RunningScheduler.Answer;
import io.kilowatch.scheduler.RunningScheduler.Caller;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.threeten.extra.MutableClock;
import tools.jackson.databind.JsonNode;

/** Intensities over HTTP, on the document store of the local platform. */
class IntensityIT {

  private static final Instant NOW = Instant.parse("2026-03-01T12:20:00Z");
  private static final String DE = "/api/v1/intensity/DE";

  @TempDir private static Path directory;
  private static RunningScheduler scheduler;
  private static Caller user;
  private static Caller admin;

  @BeforeAll
  static void start() throws Exception {
    scheduler = RunningScheduler.at(MutableClock.of(NOW, ZoneOffset.UTC), directory);
    user = scheduler.person("ada", "USER");
    admin = scheduler.person("root", "ADMIN");
    await("a known zone", () -> user.get(DE).status() == 200);
  }

  @AfterAll
  static void stop() {
    scheduler.close();
  }

  @Test
  void get_ofAZoneThatNobodyObserved_isTheProfile_andSaysSo() throws Exception {
    scheduler.registry().site("paris", TestRegistry.period(TestRegistry.REGISTERED, "FR", 1.2, 1));
    await("a known zone", () -> user.get("/api/v1/intensity/FR").status() == 200);

    JsonNode answer = user.get("/api/v1/intensity/FR").expect(200);

    assertThat(answer.get("notice").asString()).contains("no measurement");
    assertThat(answer.get("observedUntil").isNull()).isTrue();
    assertThat(answer.get("hours")).hasSize(24 + 48 + 1);
    JsonNode hour = answer.get("hours").get(0);
    assertThat(hour.get("start").asString()).isEqualTo("2026-02-28T12:00:00.000Z");
    assertThat(hour.get("kind").asString()).isEqualTo("profile");
    assertThat(hour.get("source").asString()).isEqualTo("synthetic");
    assertThat(hour.get("lowGramsPerKwh").isNull()).isTrue();
  }

  @Test
  void post_thenGet_tellsWhatWasObserved_andForecastsWhatIsNot() throws Exception {
    String zone = "/api/v1/intensity/AU-SA";
    JsonNode report = post(zone, hours(30)).expect(200);
    assertThat(report.get("accepted").asInt()).isEqualTo(30 * 24);
    assertThat(report.get("changed").asInt()).isEqualTo(30 * 24);
    await("a known zone", () -> user.get(zone).status() == 200);

    JsonNode answer = user.get(zone).expect(200);

    assertThat(answer.get("observedUntil").asString()).isEqualTo("2026-03-01T13:00:00.000Z");
    assertThat(answer.get("notice").isNull()).isTrue();
    assertThat(answer.get("unit").asString()).isEqualTo("gCO2eq/kWh");
    JsonNode observed = answer.get("hours").get(24);
    assertThat(observed.get("start").asString()).isEqualTo("2026-03-01T12:00:00.000Z");
    assertThat(observed.get("kind").asString()).isEqualTo("observed");
    assertThat(observed.get("source").asString()).isEqualTo("import");
    assertThat(observed.get("gramsPerKwh").asDouble()).isEqualTo(112);
    assertThat(observed.get("method").isNull()).isTrue();
    JsonNode expected = answer.get("hours").get(25);
    assertThat(expected.get("kind").asString()).isEqualTo("forecast");
    assertThat(expected.get("method").asString()).isEqualTo("seasonal-naive-day");
    assertThat(expected.get("gramsPerKwh").asDouble()).isEqualTo(113);
    assertThat(expected.get("mapePercent").asDouble()).isZero();
    assertThat(expected.get("lowGramsPerKwh").asDouble()).isEqualTo(113);
    assertThat(expected.get("source").isNull()).isTrue();
  }

  /** Older hours than forecasts are learnt from are read from the store. */
  @Test
  void get_ofHoursLongAgo_tellsWhatWasObserved() throws Exception {
    String zone = "/api/v1/intensity/PL";
    post(zone, hours(3)).expect(200);
    post(zone, "2024-06-01T00:00:00Z,640\n").expect(200);
    await("a known zone", () -> user.get(zone).status() == 200);

    JsonNode answer = user.get(zone + "?from=2024-06-01T00:00:00Z&to=2024-06-01T02:00:00Z").json();

    assertThat(answer.get("hours")).hasSize(2);
    assertThat(answer.get("hours").get(0).get("gramsPerKwh").asDouble()).isEqualTo(640);
    assertThat(answer.get("hours").get(1).get("kind").asString()).isEqualTo("profile");
    JsonNode within = user.get(zone + "?from=2024-06-01T00:20:00Z&to=2024-06-01T02:00:00Z").json();
    assertThat(within.get("hours")).as("from within an hour").isEqualTo(answer.get("hours"));
  }

  @Test
  void simulation_ofTasksLongAgo_goesByWhatWasObservedThen() throws Exception {
    scheduler.registry().site("lisbon", TestRegistry.period(TestRegistry.REGISTERED, "PT", 1.2, 1));
    scheduler.addServer("pt-1", "lisbon");
    post("/api/v1/intensity/PT", hours(1)).expect(200);
    StringBuilder clean = new StringBuilder();
    for (int hour = 0; hour < 24; hour++) {
      clean.append("2024-06-01T%02d:00:00Z,0%n".formatted(hour));
    }
    post("/api/v1/intensity/PT", clean.toString()).expect(200);
    String order =
        """
        {"policies":["lowest-now"],
         "tasks":[{"submittedAt":"2024-06-01T00:30:00Z","cores":2,"expectedDuration":"PT1H",
                   "deadline":"2024-06-01T20:00:00Z","allowedSites":["lisbon"]}]}\
        """;
    await("lisbon", () -> user.post("/api/v1/plan/simulate", order).status() == 200);
    await(
        "what was observed",
        () -> user.get("/api/v1/intensity/PT").json().get("observedUntil").isString());

    JsonNode result = user.post("/api/v1/plan/simulate", order).expect(200).at("/results/0");

    assertThat(result.get("refused").asInt()).isZero();
    assertThat(result.get("tasksEmissionsGrams").asDouble()).isZero();
  }

  @Test
  void post_withABadRow_writesNothing_unlessTold() throws Exception {
    String zone = "/api/v1/intensity/ES";
    String rows = "2026-02-01T00:00:00Z,200\n2026-02-01T01:00:00Z,many\n2026-02-01T02:30:00Z,1\n";

    Answer refused = post(zone, rows);
    assertThat(refused.expectProblem(400))
        .containsExactly("line 3: gCO2eq/kWh", "line 4: datetime");
    JsonNode tried = post(zone + "?dryRun=true", rows).expect(200);
    assertThat(tried.get("accepted").asInt()).isEqualTo(1);
    assertThat(tried.get("rejected").asInt()).isEqualTo(2);
    assertThat(tried.get("changed").asInt()).isZero();
    assertThat(tried.get("rows").get(1).get("line").asInt()).isEqualTo(4);
    assertThat(user.get(zone).status()).isEqualTo(404);

    assertThat(post(zone + "?skipBad=true", rows).expect(200).get("changed").asInt()).isOne();
    assertThat(post(zone + "?skipBad=true", rows).expect(200).get("changed").asInt()).isZero();
    await("a known zone", () -> user.get(zone).status() == 200);
    assertThat(user.get(zone).json().get("notice").asString())
        .isEqualTo("Nothing was observed after 2026-02-01T01:00:00Z.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"XX", "SE-SE3", "de", "nowhere"})
  void get_ofAZoneThatThereIsNot_isNotFound(String zone) throws Exception {
    user.get("/api/v1/intensity/" + zone).expectProblem(404);
  }

  @ParameterizedTest
  @CsvSource({
    "from=2026-01-01T00:00:00Z&to=2026-04-03T01:00:00Z, to",
    "from=2026-01-01T00:00:00Z&to=2026-01-01T00:00:00Z, from",
    "from=yesterday, from",
    "to=1960-01-01T00:00:00Z, to"
  })
  void get_ofARangeThatIsNone_isRefused(String query, String field) throws Exception {
    assertThat(user.get(DE + "?" + query).expectProblem(400)).containsExactly(field);
  }

  @Test
  void get_ofALongRange_isAnswered() throws Exception {
    JsonNode answer = user.get(DE + "?from=2026-01-01T00:00:00Z&to=2026-04-03T00:00:00Z").json();
    assertThat(answer.get("hours")).hasSize(92 * 24);
  }

  @Test
  void post_isForAdministrators_get_forAllWhoAreSignedIn() throws Exception {
    String row = "datetime,gCO2eq/kWh\n2026-02-01T00:00:00Z,200\n";
    for (Caller other : List.of(user, scheduler.person("eve", "ENGINEER"))) {
      assertThat(other.get(DE).status()).isEqualTo(200);
      other.send("POST", DE, row, "text/csv").expectProblem(403);
    }
    Caller nobody = scheduler.nobody();
    nobody.get(DE).expectProblem(401);
    nobody.send("POST", DE, row, "text/csv").expectProblem(401);
    Caller forger = scheduler.with(scheduler.registry().forgedToken());
    forger.send("POST", DE, row, "text/csv").expectProblem(401);
    Caller service = scheduler.service();
    service.send("POST", DE, row, "text/csv").expectProblem(403);
  }

  @Test
  void post_ofSomethingElse_isRefused() throws Exception {
    assertThat(post(DE, "").expectProblem(400)).containsExactly("body");
    assertThat(post("/api/v1/intensity/nowhere", "2026-02-01T00:00:00Z,1\n").expectProblem(400))
        .containsExactly("zone");
    admin.post(DE, "{}").expectProblem(415);
    post(DE, "x".repeat(1024 * 1024)).expectProblem(413);
  }

  private static Answer post(String path, String rows) throws Exception {
    return admin.send("POST", path, "datetime,gCO2eq/kWh\n" + rows, "text/csv");
  }

  /** So many days up to now; each hour of the day has a value of its own. */
  private static String hours(int days) {
    StringBuilder rows = new StringBuilder();
    for (int back = days * 24 - 1; back >= 0; back--) {
      Instant hour = Instant.parse("2026-03-01T12:00:00Z").minus(Duration.ofHours(back));
      rows.append(hour).append(',').append(100 + hour.atOffset(ZoneOffset.UTC).getHour());
      rows.append('\n');
    }
    return rows.toString();
  }
}
