package io.kilowatch.scheduler.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskTests {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Estimate ESTIMATE = new Estimate(10, 0.1, null, null, List.of(), NOON);

  private static final Task SUBMITTED =
      Task.submitted(
          "t1",
          "ada",
          "Ada",
          "client-1",
          new TaskOrder(
              "Report", 2, 3600, NOON, NOON.plusSeconds(36_000), true, Set.of(), Set.of(), null),
          NOON);
  private static final Task PLANNED =
      SUBMITTED.planned(List.of(segment(1, 2), segment(4, 5)), ESTIMATE);
  private static final Task RUNNING = PLANNED.begun(hour(1));
  private static final Task PAUSED = RUNNING.paused(hour(2));

  private static final Map<String, Task> IN_STATE =
      Map.of("submitted", SUBMITTED, "planned", PLANNED, "running", RUNNING, "paused", PAUSED);

  private static final Map<String, UnaryOperator<Task>> TRANSITIONS =
      Map.of(
          "plan", task -> task.planned(List.of(segment(1, 2)), ESTIMATE),
          "refuse", task -> task.refused("deadline", "why", NOON),
          "replan", task -> task.replanned(NOON, List.of(segment(3, 4))),
          "begin", task -> task.begun(hour(1)),
          "pause", task -> task.paused(hour(2)),
          "end", task -> task.done(hour(2)),
          "fail", task -> task.failed("why", hour(2)),
          "miss", task -> task.missed("why", hour(2)),
          "cancel", task -> task.cancelled(hour(2)));

  @ParameterizedTest
  @CsvSource({
    "submitted, plan, PLANNED",
    "submitted, refuse, REFUSED",
    "submitted, begin,",
    "submitted, replan,",
    "submitted, end,",
    "submitted, cancel, CANCELLED",
    "planned, begin, RUNNING",
    "planned, replan, PLANNED",
    "planned, miss, MISSED",
    "planned, plan,",
    "planned, refuse,",
    "planned, end,",
    "planned, fail,",
    "planned, pause,",
    "planned, cancel, CANCELLED",
    "running, pause, PAUSED",
    "running, replan, RUNNING",
    "running, end, DONE",
    "running, fail, FAILED",
    "running, miss, MISSED",
    "running, begin,",
    "running, cancel, CANCELLED",
    "paused, begin, RUNNING",
    "paused, replan, PAUSED",
    "paused, miss, MISSED",
    "paused, fail, FAILED",
    "paused, end,",
    "paused, pause,",
    "paused, cancel, CANCELLED"
  })
  void transition_leadsWhereItMay_andIsRefusedElsewhere(
      String from, String transition, TaskState to) {
    Task task = IN_STATE.get(from);
    UnaryOperator<Task> change = TRANSITIONS.get(transition);
    if (to == null) {
      assertThatIllegalStateException().isThrownBy(() -> change.apply(task));
    } else {
      assertThat(change.apply(task).state()).isEqualTo(to);
    }
  }

  @ParameterizedTest
  @CsvSource({"plan", "refuse", "replan", "begin", "pause", "end", "fail", "miss", "cancel"})
  void endedTask_changesNoMore(String transition) {
    Task done = RUNNING.done(hour(2));
    assertThatIllegalStateException().isThrownBy(() -> TRANSITIONS.get(transition).apply(done));
  }

  @Test
  void begunAndPaused_moveFromPlanToRuns() {
    assertThat(RUNNING.progress().current()).isEqualTo(segment(1, 2));
    assertThat(RUNNING.progress().plan()).containsExactly(segment(4, 5));
    assertThat(PAUSED.progress().runs()).containsExactly(segment(1, 2));
    assertThat(PAUSED.progress().segments()).containsExactly(segment(1, 2), segment(4, 5));
    assertThat(PAUSED.progress().workedInRuns()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void cancelledWhileRunning_keepsWhatRan_andAwaitsThePlanner() {
    Task cancelled = RUNNING.cancelled(hour(1).plusSeconds(60));
    assertThat(cancelled.progress().segments())
        .containsExactly(new TaskSegment("s1", hour(1), hour(1).plusSeconds(60)));
    assertThat(cancelled.awaitsPlanner()).isTrue();
    assertThat(cancelled.endedAt()).isEqualTo(hour(1).plusSeconds(60));
  }

  @Test
  void cancelledAfterItsRunShouldHaveEnded_hasRunNoLonger() {
    Task cancelled = RUNNING.cancelled(hour(3));
    assertThat(cancelled.progress().segments()).containsExactly(segment(1, 2));
    assertThat(cancelled.endedAt()).isEqualTo(hour(3));
  }

  @Test
  void pausedAsSoonAsItBegan_hasNotRun() {
    assertThat(RUNNING.paused(hour(1)).progress().runs()).isEmpty();
  }

  @Test
  void receipt_isDueOnceAllOfItIsMeasured() {
    assertThat(RUNNING.receiptDueAt()).isNull();
    assertThat(RUNNING.done(hour(2)).receiptDueAt()).isEqualTo(hour(2).plus(Task.SETTLED));
    Task compared = comparedUntil(hour(9));
    assertThat(compared.done(hour(2)).receiptDueAt()).isEqualTo(hour(9).plus(Task.SETTLED));
    assertThat(compared.cancelled(hour(2)).receiptDueAt()).isEqualTo(hour(2).plus(Task.SETTLED));
    assertThat(comparedUntil(hour(2)).done(hour(5)).receiptDueAt())
        .isEqualTo(hour(5).plus(Task.SETTLED));
    assertThat(PLANNED.cancelled(hour(1)).receiptDueAt()).isNull();
  }

  private static Task comparedUntil(Instant end) {
    Choice runNow = new Choice("s2", "berlin", NOON, end, 0.1, 20);
    Estimate estimate = new Estimate(10, 0.1, runNow, 0.1, List.of(), NOON);
    return SUBMITTED.planned(List.of(segment(1, 2)), estimate).begun(hour(1));
  }

  private static TaskSegment segment(int from, int to) {
    return new TaskSegment("s1", hour(from), hour(to));
  }

  private static Instant hour(int hours) {
    return NOON.plus(Duration.ofHours(hours));
  }
}
