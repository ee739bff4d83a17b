package io.kilowatch.scheduler.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.scheduler.RunningScheduler;
import io.kilowatch.scheduler.RunningScheduler.Answer;
import io.kilowatch.scheduler.RunningScheduler.Caller;
import io.kilowatch.scheduler.TaskBody;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Tasks over HTTP, on the document store of the local platform. */
class TaskIT {

  private static final String TASKS = "/api/v1/tasks";
  private static final int MOST_ACTIVE = 15;

  @TempDir private static Path directory;
  private static RunningScheduler scheduler;
  private static Caller ada;
  private static Caller bob;
  private static Caller eve;

  @BeforeAll
  static void start() throws Exception {
    scheduler = RunningScheduler.start(directory, "--kilowatch.tasks.most-active=" + MOST_ACTIVE);
    ada = scheduler.person("ada", "USER");
    bob = scheduler.person("bob", "USER");
    eve = scheduler.person("eve", "ENGINEER");
    Caller early = scheduler.person("early", "USER");
    RunningScheduler.await(
        "the fleet is there",
        () -> {
          JsonNode task = early.post(TASKS, new TaskBody().json()).json();
          return task.at("/state").asString("").equals("planned")
              && early.delete(TASKS + "/" + task.get("id").asString()).status() == 200;
        });
  }

  @AfterAll
  static void stop() {
    scheduler.close();
  }

  @Test
  void submitted_isPlannedWhereItEmitsLeast_andSaysWhy() throws Exception {
    TaskBody later = new TaskBody().with("earliestStart", TaskBody.in(Duration.ofHours(1)));
    JsonNode task = ada.post(TASKS, later.json()).expect(201);
    assertThat(task.get("state").asString()).isEqualTo("planned");
    assertThat(task.get("serverId").asString()).isEqualTo("se-1");
    assertThat(task.get("segments")).hasSize(1);
    Instant start = Instant.parse(task.at("/segments/0/start").asString());
    assertThat(task.at("/segments/0/end").asString())
        .isEqualTo(start.plusSeconds(3600).toString().replace("Z", ".000Z"));
    assertThat(task.get("plannedEmissionsGrams").asDouble()).isPositive();
    assertThat(task.get("baselineEmissionsGrams").asDouble()).isPositive();
    assertThat(task.at("/explanation/alternatives"))
        .extracting(choice -> choice.get("siteId").asString())
        .containsExactly("lulea", "berlin");
    assertThat(task.at("/explanation/runNow/siteId").asString()).isEqualTo("lulea");
    assertThat(task.at("/owner/name").asString()).isEqualTo("Name of ada");
    assertThat(bob.task(task.get("id").asString())).isEqualTo(task);
  }

  @Test
  void siteThatIsAllowed_isTheOneThatItRunsAt() throws Exception {
    TaskBody body = new TaskBody().with("allowedSites", List.of("berlin"));
    JsonNode task = ada.post(TASKS, body.json()).expect(201);
    assertThat(task.get("serverId").asString()).isEqualTo("de-1");
  }

  @Test
  void sentAgain_isTheSameTask() throws Exception {
    TaskBody body = new TaskBody().with("clientId", "client-again");
    JsonNode first = ada.post(TASKS, body.json()).expect(201);
    JsonNode second = ada.post(TASKS, body.json()).expect(201);
    assertThat(second.get("id")).isEqualTo(first.get("id"));
    assertThat(bob.post(TASKS, body.json()).expect(201).get("id"))
        .as("of another sender it is another")
        .isNotEqualTo(first.get("id"));
    Answer other = ada.post(TASKS, body.with("cores", 3).json());
    assertThat(other.expect(409).at("/errors/0/field").asString()).isEqualTo("clientId");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cores|17|cores|no server where it may run has 17 cores",
        "expectedDuration|P2D|deadline|its deadline leaves less time than it is expected to run"
      })
  void whatCannotBePlaced_isRefusedWithTheReason(
      String field, String value, String blamed, String reason) throws Exception {
    Object given = field.equals("cores") ? (Object) Integer.valueOf(value) : value;
    TaskBody body = new TaskBody().with("clientId", "refused-" + field).with(field, given);
    for (int times = 0; times < 2; times++) {
      Answer answer = ada.post(TASKS, body.json());
      assertThat(answer.expect(409).at("/errors/0/field").asString()).isEqualTo(blamed);
      assertThat(answer.json().at("/errors/0/reason").asString()).isEqualTo(reason);
      assertThat(answer.json().get("detail").asString())
          .isEqualTo("The task can't be placed: " + reason + ".");
      assertThat(answer.contentType()).startsWith("application/problem+json");
    }
    assertThat(ada.get(TASKS + "?state=refused&owner=ada").text()).contains(reason);
  }

  @Test
  void coresThatOthersHave_areRefusedWithTheReason_andFreeOnceTheyAreCancelled() throws Exception {
    TaskBody all =
        new TaskBody()
            .with("cores", 16)
            .with("earliestStart", TaskBody.in(Duration.ofDays(5)))
            .with("deadline", TaskBody.in(Duration.ofDays(5).plusMinutes(70)))
            .with("allowedSites", List.of("berlin"));
    JsonNode first = ada.post(TASKS, all.json()).expect(201);
    assertThat(ada.post(TASKS, all.json()).expect(409).at("/errors/0/reason").asString())
        .contains("other tasks have the cores");
    ada.delete(TASKS + "/" + first.get("id").asString()).expect(200);
    ada.post(TASKS, all.json()).expect(201);
  }

  @ParameterizedTest
  @CsvSource({"cores, 0", "name, ''", "expectedDuration, soon", "clientId, short", "colour, red"})
  void badField_isNamed(String field, String value) throws Exception {
    Answer answer = ada.post(TASKS, new TaskBody().with(field, value).json());
    assertThat(answer.expect(400).at("/errors/0/field").asString()).isEqualTo(field);
    assertThat(answer.contentType()).startsWith("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1000000000-01-01T00:00:00Z", "1970-01-01T00:00:00Z"})
  void earliestStartLongAgo_isAtOnce(String longAgo) throws Exception {
    Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    JsonNode task =
        ada.post(TASKS, new TaskBody().with("earliestStart", longAgo).json()).expect(201);
    ada.delete(TASKS + "/" + task.get("id").asString()).expect(200);
    assertThat(Instant.parse(task.get("earliestStart").asString()))
        .isBetween(before, Instant.now());
  }

  @Test
  void cancel_isForOwnersAndEngineers_once() throws Exception {
    String own = TASKS + "/" + submitted(ada);
    assertThat(bob.delete(own).status()).isEqualTo(403);
    assertThat(ada.delete(own).expect(200).get("state").asString()).isEqualTo("cancelled");
    assertThat(ada.delete(own).status()).isEqualTo(409);
    assertThat(eve.delete(TASKS + "/" + submitted(ada)).status()).isEqualTo(200);
    assertThat(eve.delete(TASKS + "/nothing").status()).isEqualTo(404);
  }

  @Test
  void nobodyAndServices_areKeptOut() throws Exception {
    String id = submitted(ada);
    for (String path : List.of("", "/" + id)) {
      assertThat(scheduler.nobody().get(TASKS + path).status()).isEqualTo(401);
      assertThat(scheduler.service().get(TASKS + path).status()).isEqualTo(403);
    }
    assertThat(scheduler.nobody().post(TASKS, new TaskBody().json()).status()).isEqualTo(401);
    assertThat(scheduler.service().post(TASKS, new TaskBody().json()).status()).isEqualTo(403);
    assertThat(scheduler.nobody().delete(TASKS + "/" + id).status()).isEqualTo(401);
    assertThat(eve.get("/internal/v1/task-loads").status()).isEqualTo(403);
    assertThat(scheduler.service().get("/internal/v1/task-loads").status()).isEqualTo(200);
  }

  @Test
  void openApi_isBelowEachPartOfTheApi_forAll() throws Exception {
    JsonNode document = scheduler.nobody().get(TASKS + "/openapi").expect(200);
    assertThat(document.get("paths").has("/api/v1/plan/preview")).isTrue();
    for (String part : List.of("plan", "intensity")) {
      assertThat(scheduler.nobody().get("/api/v1/" + part + "/openapi").expect(200))
          .isEqualTo(document);
    }
  }

  @Test
  void variablesOfAContainer_areNobodyElsesBusiness() throws Exception {
    Map<String, Object> container = Map.of("image", "report:1", "env", Map.of("TOKEN", "hidden"));
    JsonNode task = ada.post(TASKS, new TaskBody().with("container", container).json()).expect(201);
    String id = task.get("id").asString();
    assertThat(task.at("/container/env/TOKEN").asString()).isEqualTo("hidden");
    assertThat(bob.task(id).at("/container/env/TOKEN").asString()).isEqualTo("***");
    assertThat(eve.task(id).at("/container/env/TOKEN").asString()).isEqualTo("hidden");
  }

  @Test
  void list_goesThroughAll_theNewestFirst() throws Exception {
    Caller carl = scheduler.person("carl", "USER");
    List<String> ids = List.of(submitted(carl), submitted(carl), submitted(carl));
    JsonNode page = bob.get(TASKS + "?owner=carl&limit=2").expect(200);
    String cursor = page.get("nextCursor").asString();
    JsonNode rest = bob.get(TASKS + "?owner=carl&limit=2&cursor=" + cursor).expect(200);
    assertThat(page.get("items"))
        .extracting(task -> task.get("id").asString())
        .containsExactly(ids.get(2), ids.get(1));
    assertThat(rest.get("items"))
        .extracting(task -> task.get("id").asString())
        .containsExactly(ids.get(0));
    assertThat(rest.get("nextCursor").isNull()).isTrue();
    assertThat(bob.get(TASKS + "?state=sleeping").expect(400).at("/errors/0/field").asString())
        .isEqualTo("state");
    assertThat(bob.get(TASKS + "?cursor=x").status()).isEqualTo(400);
  }

  @Test
  void oneTaskTooMany_isRefusedUntilOneHasEnded() throws Exception {
    Caller greedy = scheduler.person("greedy", "USER");
    TaskBody named = new TaskBody().with("clientId", "the-first-one").with("cores", 1);
    String first = greedy.post(TASKS, named.json()).expect(201).get("id").asString();
    String last = "";
    for (int i = 1; i < MOST_ACTIVE; i++) {
      last = submitted(greedy);
    }
    assertThat(greedy.post(TASKS, named.json()).expect(201).get("id").asString())
        .as("sent again, it is none too many")
        .isEqualTo(first);
    assertThat(greedy.post(TASKS, new TaskBody().json()).status()).isEqualTo(429);
    greedy.delete(TASKS + "/" + last).expect(200);
    greedy.post(TASKS, new TaskBody().json()).expect(201);
  }

  private static String submitted(Caller caller) throws Exception {
    TaskBody small = new TaskBody().with("cores", 1).with("expectedDuration", "PT10M");
    return caller.post(TASKS, small.json()).expect(201).get("id").asString();
  }
}
