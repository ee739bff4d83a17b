package io.kilowatch.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import io.kilowatch.contracts.registry.EnergySource;
import io.kilowatch.scheduler.RunningScheduler.Answer;
import io.kilowatch.scheduler.RunningScheduler.Caller;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.threeten.extra.MutableClock;
import tools.jackson.databind.JsonNode;

/** A task from its preview to its receipt, as time goes by that the test sets. */
class TaskLifeIT {

  private static final String TASKS = "/api/v1/tasks";
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  /** What history says of any server and one stretch of time. */
  private static final String MEASURED =
      """
      [{"energyKwh":0.15,"emissionsGrams":60,"cost":0.03,"currency":"EUR","coverage":1,"more":1}]\
      """;

  @TempDir private Path directory;

  private final MutableClock clock = MutableClock.of(START, ZoneOffset.UTC);
  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private HttpServer history;
  private RunningScheduler scheduler;
  private Caller ada;

  @BeforeEach
  void start() throws Exception {
    history = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    history.createContext(
        "/internal/v1/servers",
        exchange -> {
          asked.add(exchange.getRequestURI().getPath() + "?" + exchange.getRequestURI().getQuery());
          byte[] body = MEASURED.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    history.start();
    scheduler =
        RunningScheduler.at(
            clock,
            directory,
            "--kilowatch.history-uri=http://127.0.0.1:" + history.getAddress().getPort());
    ada = scheduler.person("ada", "USER");
    RunningScheduler.await(
        "the fleet is there",
        () -> ada.post("/api/v1/plan/preview", body(HOUR).json()).status() == 200);
  }

  @AfterEach
  void stop() {
    scheduler.close();
    history.stop(0);
  }

  @Test
  void task_runs_isSeenByEmulators_andHasAReceipt() throws Exception {
    String id = ada.post(TASKS, body(HOUR).json()).expect(201).get("id").asString();
    awaitState(id, "running");
    JsonNode load = scheduler.service().get("/internal/v1/task-loads").expect(200).at("/items/0");
    assertThat(load.get("taskId").asString()).isEqualTo(id);
    assertThat(load.get("cores").asInt()).isEqualTo(2);
    assertThat(load.get("end").asString()).isEqualTo("2026-06-01T01:00:00.000Z");
    assertThat(ada.get(TASKS + "/" + id + "/receipt").status()).isEqualTo(409);

    clock.add(HOUR);
    awaitState(id, "done");
    assertThat(scheduler.service().get("/internal/v1/task-loads").expect(200).get("items"))
        .isEmpty();
    clock.add(Duration.ofMinutes(2));
    RunningScheduler.await(
        "it has a receipt", () -> ada.get(TASKS + "/" + id + "/receipt").status() == 200);

    // 150 W of 100 to 300 are a quarter of the cores, of which the task had half.
    JsonNode receipt = scheduler.person("bob", "USER").get(TASKS + "/" + id + "/receipt").json();
    assertThat(asked.element())
        .endsWith(
            "/se-1/totals?at=" + START.toEpochMilli() + "," + START.plus(HOUR).toEpochMilli());
    assertThat(receipt.get("energyKwh").asDouble()).isEqualTo(0.075, within(1e-4));
    assertThat(receipt.get("idleKwh").asDouble()).isEqualTo(0.05, within(1e-4));
    assertThat(receipt.get("emissionsGrams").asDouble()).isEqualTo(30, within(1e-2));
    assertThat(receipt.get("cost").asDouble()).isEqualTo(0.015, within(1e-4));
    // It could not but run now, so the alternative is what it did, whatever its sensor says.
    assertThat(receipt.at("/runNow/emissionsGrams").asDouble()).isEqualTo(30, within(1e-2));
    double saved = receipt.at("/runNow/savedGrams").asDouble();
    assertThat(saved).isEqualTo(0, within(1e-6));

    JsonNode savings =
        ada.get("/api/v1/plan/savings?from=2026-06-01T00:00:00Z&to=2026-06-02T00:00:00Z")
            .expect(200);
    assertThat(savings.at("/total/tasks").asInt()).isOne();
    assertThat(savings.at("/total/savedGrams").asDouble()).isEqualTo(saved, within(1e-9));
    assertThat(savings.at("/buckets/0/start").asString()).isEqualTo("2026-06-01T00:00:00.000Z");
  }

  @Test
  void cancelledBeforeItRan_hasNoReceipt() throws Exception {
    TaskBody later = body(HOUR.multipliedBy(10)).with("earliestStart", START.plus(HOUR).toString());
    String id = ada.post(TASKS, later.json()).expect(201).get("id").asString();
    ada.delete(TASKS + "/" + id).expect(200);
    assertThat(ada.get(TASKS + "/" + id + "/receipt").expect(409).get("detail").asString())
        .contains("never run");
    assertThat(ada.get(TASKS + "/nothing/receipt").status()).isEqualTo(404);
  }

  @Test
  void taskThatMightHaveBegunLongAgo_leavesThePlannerTimeForOthers() throws Exception {
    TaskBody old =
        body(HOUR.multipliedBy(10))
            .with("interruptible", true)
            .with("earliestStart", "0001-01-01T00:00:00Z");
    ada.post(TASKS, old.json()).expect(201);
    clock.add(HOUR);

    TaskBody next =
        body(HOUR.multipliedBy(10))
            .with("earliestStart", START.plus(HOUR.multipliedBy(5)).toString());
    String id = ada.post(TASKS, next.json()).expect(201).get("id").asString();

    awaitState(id, "planned");
  }

  @Test
  void fleetWhoseLastServerIsRetired_runsNothing_andTakesNothing() throws Exception {
    String id = ada.post(TASKS, body(HOUR).json()).expect(201).get("id").asString();
    awaitState(id, "running");
    for (String[] place : new String[][] {{"se-1", "lulea"}, {"de-1", "berlin"}}) {
      scheduler.registry().server(place[0], place[1], "R1", EnergySource.GRID, Map.of(), START);
    }
    awaitState(id, "failed");
    assertThat(ada.task(id).get("reason").asString()).contains("retired");
    RunningScheduler.await(
        "one is refused", () -> ada.post(TASKS, body(HOUR).json()).status() == 409);
    JsonNode preview = ada.post("/api/v1/plan/preview", body(HOUR).json()).expect(200);
    assertThat(preview.get("sites")).isEmpty();
    assertThat(preview.get("runNow").isNull()).isTrue();
  }

  @Test
  void preview_saysWhatATaskWouldAdd_andTakesNone() throws Exception {
    JsonNode preview =
        ada.post("/api/v1/plan/preview", body(HOUR.multipliedBy(5)).json()).expect(200);
    assertThat(preview.get("hours"))
        .extracting(choice -> choice.get("start").asString())
        .containsExactly(
            "2026-06-01T00:00:00.000Z",
            "2026-06-01T01:00:00.000Z",
            "2026-06-01T02:00:00.000Z",
            "2026-06-01T03:00:00.000Z",
            "2026-06-01T03:57:00.000Z");
    assertThat(preview.at("/sites/0/siteId").asString()).isEqualTo("lulea");
    assertThat(preview.at("/runNow/start").asString()).isEqualTo("2026-06-01T00:00:00.000Z");
    assertThat(ada.get(TASKS).expect(200).get("items")).isEmpty();
    Answer bad = ada.post("/api/v1/plan/preview", body(HOUR).with("cores", 0).json());
    assertThat(bad.expect(400).at("/errors/0/field").asString()).isEqualTo("cores");
  }

  @Test
  void plan_hasWhatLiesInTheRange_byPages() throws Exception {
    String now = ada.post(TASKS, body(HOUR).json()).expect(201).get("id").asString();
    TaskBody tomorrow =
        body(Duration.ofHours(26))
            .with("earliestStart", START.plus(HOUR.multipliedBy(25)).toString());
    String later = ada.post(TASKS, tomorrow.json()).expect(201).get("id").asString();
    String day = "/api/v1/plan?from=2026-06-01T00:00:00Z&to=";
    assertThat(ada.get(day + "2026-06-01T12:00:00Z").expect(200).get("items"))
        .extracting(task -> task.get("taskId").asString())
        .containsExactly(now);
    JsonNode both = ada.get(day + "2026-06-03T00:00:00Z&limit=1").expect(200);
    String cursor = both.get("nextCursor").asString();
    JsonNode rest = ada.get(day + "2026-06-03T00:00:00Z&limit=1&cursor=" + cursor).expect(200);
    assertThat(
            List.of(both.at("/items/0/taskId").asString(), rest.at("/items/0/taskId").asString()))
        .containsExactlyInAnyOrder(now, later);
    assertThat(rest.get("nextCursor").isNull()).isTrue();
    assertThat(ada.get(day + "2026-09-01T00:00:00Z").status()).isEqualTo(400);
  }

  @Test
  void simulation_saysWhatEachPolicyWouldHaveEmitted() throws Exception {
    for (int i = 0; i < 3; i++) {
      ada.post(TASKS, body(HOUR.multipliedBy(12)).json()).expect(201);
    }
    String range = "\"from\":\"2026-05-31T00:00:00Z\",\"to\":\"2026-06-02T00:00:00Z\"";
    JsonNode all = ada.post("/api/v1/plan/simulate", "{" + range + "}").expect(200);
    assertThat(all.get("tasks").asInt()).isEqualTo(3);
    assertThat(all.get("results"))
        .extracting(result -> result.get("policy").asString())
        .containsExactly("round-robin", "lowest-now", "best-window", "kilowatch");
    assertThat(all.at("/results/3/tasksEmissionsGrams").asDouble())
        .isPositive()
        .isLessThan(all.at("/results/0/tasksEmissionsGrams").asDouble());
    assertThat(all.at("/results/3/missedDeadlines").asInt()).isZero();
    Answer bad = ada.post("/api/v1/plan/simulate", "{" + range + ",\"policies\":[\"best\"]}");
    assertThat(bad.expect(400).at("/errors/0/field").asString()).isEqualTo("policies");
    assertThat(ada.post("/api/v1/plan/simulate", "{}").expect(400).get("errors")).hasSize(2);
  }

  @Test
  void simulation_playsAListOfTasks() throws Exception {
    String task =
        """
        {"submittedAt":"2026-05-30T08:00:00Z","cores":2,"expectedDuration":"PT1H",
         "deadline":"2026-05-31T08:00:00Z"}\
        """;
    JsonNode played =
        ada.post("/api/v1/plan/simulate", "{\"tasks\":[" + task + "," + task + "]}").expect(200);
    assertThat(played.get("tasks").asInt()).isEqualTo(2);
    assertThat(played.at("/results/3/tasksEmissionsGrams").asDouble()).isPositive();
    assertThat(ada.get(TASKS).expect(200).get("items")).as("is kept nowhere").isEmpty();
  }

  @Test
  void simulation_saysWhatIsWrongWithWhichTask() throws Exception {
    String good =
        """
        {"submittedAt":"2026-05-30T08:00:00Z","cores":2,"expectedDuration":"PT1H",
         "deadline":"2026-05-31T08:00:00Z"}\
        """;
    String bad = good.replace("\"cores\":2", "\"cores\":0").replace("2026-05-31", "2026-07-31");
    String list = "\"tasks\":[" + good + "," + bad + ",{},null]";
    assertThat(ada.post("/api/v1/plan/simulate", "{" + list + "}").expect(400).get("errors"))
        .extracting(error -> error.get("field").asString())
        .containsExactly("tasks[1].cores", "tasks[1].deadline", "tasks[2].submittedAt", "tasks[3]");
    String both = "{\"from\":\"2026-05-31T00:00:00Z\",\"tasks\":[" + good + "]}";
    assertThat(ada.post("/api/v1/plan/simulate", both).expect(400).at("/errors/0/field").asString())
        .isEqualTo("from");
    String late = good.replace("-30T", "-01T").replace("-31T", "-02T");
    String farApart = "{\"tasks\":[" + good + "," + late + "]}";
    assertThat(
            ada.post("/api/v1/plan/simulate", farApart)
                .expect(400)
                .at("/errors/0/field")
                .asString())
        .isEqualTo("tasks");
    assertThat(ada.post("/api/v1/plan/simulate", "{\"tasks\":[]}").status()).isEqualTo(400);
  }

  @Test
  void planEndpoints_areForPeopleWhoAreSignedIn() throws Exception {
    for (String path : List.of("/api/v1/plan", "/api/v1/plan/savings")) {
      assertThat(scheduler.nobody().get(path).status()).isEqualTo(401);
      assertThat(scheduler.service().get(path).status()).isEqualTo(403);
    }
    for (String path : List.of("/api/v1/plan/preview", "/api/v1/plan/simulate")) {
      assertThat(scheduler.nobody().post(path, "{}").status()).isEqualTo(401);
      assertThat(scheduler.service().post(path, "{}").status()).isEqualTo(403);
    }
  }

  /** One of two cores for an hour. */
  private static TaskBody body(Duration deadline) {
    return new TaskBody().with("deadline", START.plus(deadline).toString());
  }

  private void awaitState(String id, String state) throws Exception {
    RunningScheduler.await(
        "it is " + state, () -> ada.task(id).get("state").asString().equals(state));
  }
}
