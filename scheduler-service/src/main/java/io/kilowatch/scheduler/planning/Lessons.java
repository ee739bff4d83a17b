package io.kilowatch.scheduler.planning;

import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskOrder;
import io.kilowatch.scheduler.task.TaskStore;
import java.time.Duration;
import java.util.List;

/**
 * How long a task is to be planned for: as long as its sender expects it to run, times what the
 * last ones of that sender and name took for each hour that was expected of them.
 */
final class Lessons {

  /** Fewer than these teach nothing. */
  private static final int LEAST = 3;

  private static final int MOST = 10;
  private static final double LEAST_RATIO = 0.5;
  private static final double MOST_RATIO = 2;

  private final TaskStore store;

  Lessons(TaskStore store) {
    this.store = store;
  }

  /** Whole seconds; never so many more than expected that the deadline could not be kept. */
  long seconds(String ownerId, TaskOrder order, long now) {
    long expected = order.expectedSeconds();
    List<Task> past = store.lastDone(ownerId, order.name(), MOST);
    if (past.size() < LEAST) {
      return expected;
    }
    double worked =
        past.stream()
                .map(each -> each.progress().workedInRuns())
                .mapToLong(Duration::toMillis)
                .sum()
            / 1000.0;
    double hoped = past.stream().mapToLong(each -> each.order().expectedSeconds()).sum();
    double ratio = Math.clamp(worked / hoped, LEAST_RATIO, MOST_RATIO);
    long from = Math.max(now, Seconds.notBefore(order.earliestStart()));
    long room = Math.max(expected, Seconds.of(order.deadline()) - from);
    return Math.min(room, Math.max(1, (long) Math.ceil(expected * ratio)));
  }
}
