package io.kilowatch.scheduler.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kilowatch.base.problem.FieldProblem;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.scheduler.task.TaskSettings.Execution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskSettingsTests {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void taskWithoutContainer_runsEmulatedAlone() {
    assertThatNoException()
        .isThrownBy(() -> settings(Execution.EMULATED).requireRunnable(order(null)));
    ProblemException refusal =
        catchThrowableOfType(
            ProblemException.class,
            () -> settings(Execution.KUBERNETES).requireRunnable(order(null)));
    assertThat(refusal.errors()).extracting(FieldProblem::field).containsExactly("container");
  }

  @Test
  void taskWithContainer_runsInACluster() {
    Container container = new Container("report:1", List.of(), Map.of());
    assertThatNoException()
        .isThrownBy(() -> settings(Execution.KUBERNETES).requireRunnable(order(container)));
  }

  private static TaskSettings settings(Execution execution) {
    return new TaskSettings(execution, 1000, Duration.ofSeconds(10));
  }

  private static TaskOrder order(@Nullable Container container) {
    return new TaskOrder(
        "Report", 4, 3600, NOON, NOON.plusSeconds(7200), false, Set.of(), Set.of(), container);
  }
}
