package io.kilowatch.scheduler.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.kilowatch.local.DocumentStore;
import io.kilowatch.scheduler.task.TaskStore.Submitted;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Update;

/** What is found of tasks, in the document store of the local platform. */
class TaskStoreIT {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private static Path directory;
  private static DocumentStore documents;
  private static MongoClient client;

  private final MongoTemplate mongo = new MongoTemplate(client, "kilowatch");
  private final TaskStore store = new TaskStore(mongo);

  @BeforeAll
  static void start() {
    documents = DocumentStore.start(directory);
    client = MongoClients.create(documents.uri());
  }

  @AfterAll
  static void stop() {
    client.close();
    documents.close();
  }

  @BeforeEach
  void forget() {
    mongo.dropCollection(Task.class);
  }

  @Test
  void receipts_comeWhenTheyAreDue_andOneThatIsPutOffHoldsUpNoOther() {
    Task waits = ran("waits", NOON.plusSeconds(60), NOON.plusSeconds(36_000));
    Task early = ran("early", NOON.plusSeconds(120), NOON);
    Task late = ran("late", NOON.plusSeconds(180), NOON);
    Instant now = NOON.plusSeconds(180).plus(Task.SETTLED);
    assertThat(store.owingReceipts(now.minusMillis(1), 10)).containsExactly(early);
    assertThat(store.owingReceipts(now, 10)).containsExactly(early, late);
    assertThat(store.owingReceipts(now, 1)).containsExactly(early);
    store.receiptDue(early.id(), now.plusSeconds(60));
    assertThat(store.owingReceipts(now, 1)).containsExactly(late);
    store.receiptDue(late.id(), null);
    assertThat(store.owingReceipts(NOON.plus(Duration.ofDays(1)), 10))
        .extracting(Task::id)
        .containsExactly(early.id(), waits.id());
  }

  @Test
  void submitted_areTheLastOnes_inTheOrderInWhichTheyCame() {
    keep("first", NOON);
    keep("second", NOON.plusSeconds(1));
    keep("third", NOON.plusSeconds(2));
    Task refused = keep("refused", NOON.plusSeconds(3));
    store.write(refused.refused("deadline", "too late", NOON.plusSeconds(3)));
    keep("next", NOON.plusSeconds(4));
    List<Submitted> last = store.submittedBetween(NOON, NOON.plusSeconds(4), 2);
    assertThat(last).extracting(Submitted::id).containsExactly("second", "third");
    assertThat(last.getFirst())
        .isEqualTo(
            new Submitted("second", order(), 3600, NOON.plusSeconds(1), TaskState.SUBMITTED));
  }

  @Test
  void activeTasks_areThoseThatCanHaveASegmentInTheTime() {
    Duration farthest = TaskRequest.FARTHEST;
    keep("deadline-passed", NOON.minus(farthest).minusMillis(1));
    keep("last-deadline", NOON.minus(farthest));
    ran("ended", NOON, NOON);
    keep("submitted-later", NOON.plusSeconds(60));
    assertThat(store.activeBetween(NOON, NOON.plusSeconds(60), null, 10))
        .extracting(Task::id)
        .containsExactly("last-deadline");
  }

  @Test
  void taskThatWasPlannedBeforeSharesWereKept_isRead() {
    Task planned = ran("planned", NOON, NOON);
    mongo.updateFirst(
        query(where("id").is(planned.id())),
        new Update()
            .unset("estimate.shareKilowattHours")
            .unset("estimate.runNowShareKilowattHours")
            .set("estimate.kilowattHours", 0.1),
        Task.class);
    Estimate read = store.find(planned.id()).orElseThrow().estimate();
    assertThat(read)
        .isEqualTo(new Estimate(10, null, planned.estimate().runNow(), null, List.of(), NOON));
    assertThat(read.runNowShareRatio()).isEmpty();
  }

  @Test
  void workedIn_areThoseThatWereOnTheServerInThatTime() {
    TaskSegment hour = stretch("s1", 60, 120);
    Task done = planned("done", stretch("s1", 0, 61)).begun(minute(0)).done(minute(61));
    Task runs = planned("runs", stretch("s1", 119, 180)).begun(minute(119));
    Task paused =
        planned("paused", stretch("s1", 30, 90), stretch("s1", 200, 260))
            .begun(minute(30))
            .paused(minute(90));
    Task elsewhere =
        planned("elsewhere", stretch("s1", 0, 30), stretch("s2", 60, 90))
            .begun(minute(0))
            .paused(minute(30))
            .begun(minute(60));
    Task before = planned("before", stretch("s1", 0, 60)).begun(minute(0)).done(minute(60));
    Task after = planned("after", stretch("s1", 120, 180)).begun(minute(120));
    Task waits = planned("waits", stretch("s1", 60, 120));
    Stream.of(done, runs, paused, elsewhere, before, after, waits).forEach(store::write);
    assertThat(store.workedIn(hour))
        .extracting(Task::id)
        .containsExactlyInAnyOrder("done", "runs", "paused");
  }

  private Task planned(String id, TaskSegment... plan) {
    return keep(id, NOON)
        .planned(List.of(plan), new Estimate(10, 0.1, null, null, List.of(), NOON));
  }

  private static TaskSegment stretch(String server, int from, int to) {
    return new TaskSegment(server, minute(from), minute(to));
  }

  private static Instant minute(int minute) {
    return NOON.plus(Duration.ofMinutes(minute));
  }

  /** One that was done, and is compared with what would have ended at another time. */
  private Task ran(String id, Instant end, Instant runNowEnd) {
    Choice runNow = new Choice("s2", "berlin", NOON, runNowEnd, 0.1, 20);
    Estimate estimate = new Estimate(10, 0.1, runNow, 0.1, List.of(), NOON);
    Task done =
        keep(id, NOON)
            .planned(List.of(new TaskSegment("s1", NOON, end)), estimate)
            .begun(NOON)
            .done(end);
    return store.write(done).orElseThrow();
  }

  private Task keep(String id, Instant at) {
    return store.keepOnce(Task.submitted(id, "ada", "Ada", "client-" + id, order(), at));
  }

  private static TaskOrder order() {
    return new TaskOrder(
        "Report", 2, 3600, NOON, NOON.plusSeconds(36_000), true, Set.of(), Set.of(), null);
  }
}
