package io.kilowatch.scheduler.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.scheduler.task.Estimate;
import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskOrder;
import io.kilowatch.scheduler.task.TaskSegment;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MovementTests {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static final Task PLANNED =
      Task.submitted(
              "t1",
              "ada",
              "Ada",
              "client-1",
              new TaskOrder(
                  "R", 2, 3600, NOW, NOW.plusSeconds(90_000), true, Set.of(), Set.of(), null),
              NOW)
          .planned(
              List.of(segment("s1", -60, 600), segment("s1", 1200, 1800)),
              new Estimate(1, 0.1, null, null, List.of(), NOW));
  private static final Task RUNNING = PLANNED.begun(NOW.minusSeconds(60));

  @Test
  void plannedTask_takesWhatIsLeft() {
    Movement movement = Movement.of(PLANNED, List.of(segment("s2", 60, 90)), NOW);
    assertThat(movement.plan()).containsExactly(segment("s2", 60, 90));
    assertThat(movement.changes(PLANNED)).isTrue();
  }

  @Test
  void samePlan_changesNothing() {
    assertThat(Movement.of(PLANNED, PLANNED.progress().plan(), NOW).changes(PLANNED)).isFalse();
    List<TaskSegment> whole = List.of(segment("s1", -60, 600), segment("s1", 1200, 1800));
    assertThat(Movement.of(RUNNING, whole, NOW).changes(RUNNING)).isFalse();
  }

  @Test
  void runningTask_goesOnForLonger() {
    Movement movement = Movement.of(RUNNING, List.of(segment("s1", -60, 900)), NOW);
    assertThat(movement).isEqualTo(new Movement(NOW.plusSeconds(900), List.of()));
  }

  @Test
  void runningTask_thatIsToPauseNow_endsItsRunNow() {
    List<TaskSegment> plan = List.of(segment("s1", -60, 0), segment("s1", 300, 900));
    assertThat(Movement.of(RUNNING, plan, NOW))
        .isEqualTo(new Movement(NOW, List.of(segment("s1", 300, 900))));
  }

  @Test
  void runningTask_thatIsToGoOnElsewhere_endsItsRunNow() {
    List<TaskSegment> plan = List.of(segment("s1", -60, 0), segment("s2", 0, 600));
    assertThat(Movement.of(RUNNING, plan, NOW))
        .isEqualTo(new Movement(NOW, List.of(segment("s2", 0, 600))));
  }

  @Test
  void runningTask_thatShouldHavePausedBefore_hasItsRunNoLonger() {
    Instant later = NOW.plusSeconds(900);
    List<TaskSegment> plan = List.of(segment("s1", 900, 1500));
    assertThat(Movement.of(RUNNING, plan, later))
        .isEqualTo(new Movement(NOW.plusSeconds(600), plan));
  }

  private static TaskSegment segment(String server, long from, long to) {
    return new TaskSegment(server, NOW.plusSeconds(from), NOW.plusSeconds(to));
  }
}
