package io.kilowatch.scheduler.planning;

import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskOrder;
import io.kilowatch.scheduler.task.TaskState;
import io.kilowatch.scheduler.task.TaskStore;
import java.util.List;

/**
 * How long a task is to be planned for: as long as its sender expects it to run, times what the
 * last ones of that sender and name took for each hour that was expected of them. One that was
 * still running at its deadline would have taken longer than it had.
 */
final class Lessons {

  /** Fewer than these teach nothing. */
  private static final int LEAST = 3;

  private static final int MOST = 10;
  private static final double LEAST_RATIO = 0.5;
  private static final double MOST_RATIO = 2;

  /** How much longer than it had one would have taken that its deadline ended; nobody knows. */
  private static final double UNFINISHED = 1.25;

  private final TaskStore store;

  Lessons(TaskStore store) {
    this.store = store;
  }

  /** Whole seconds; never so many more than expected that the deadline could not be kept. */
  long seconds(String ownerId, TaskOrder order, long now) {
    long expected = order.expectedSeconds();
    List<Task> past =
        store.lastRun(ownerId, order.name(), MOST).stream().filter(Lessons::teaches).toList();
    if (past.size() < LEAST) {
      return expected;
    }
    double worked = past.stream().mapToDouble(Lessons::worked).sum();
    double hoped = past.stream().mapToLong(each -> each.order().expectedSeconds()).sum();
    double ratio = Math.clamp(worked / hoped, LEAST_RATIO, MOST_RATIO);
    long from = Math.max(now, Seconds.notBefore(order.earliestStart()));
    long room = Math.max(expected, Seconds.of(order.deadline()) - from);
    return Math.min(room, Math.max(1, (long) Math.ceil(expected * ratio)));
  }

  /** Of those that were missed the ones that had all the time that was planned. */
  private static boolean teaches(Task past) {
    long had = past.progress().workedInRuns().toSeconds();
    return past.state() == TaskState.DONE || had >= past.plannedSeconds();
  }

  private static double worked(Task past) {
    double seconds = past.progress().workedInRuns().toMillis() / 1000.0;
    return past.state() == TaskState.DONE ? seconds : seconds * UNFINISHED;
  }
}
