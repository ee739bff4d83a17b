package io.kilowatch.scheduler.planning;

import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskSegment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a plan means for a task at a time.
 *
 * @param currentEnd when the run that it is in ends; of no meaning while it does not run
 * @param plan what comes after that
 */
record Movement(Instant currentEnd, List<TaskSegment> plan) {

  static Movement of(Task task, List<TaskSegment> segments, Instant now) {
    List<TaskSegment> left =
        segments.stream().filter(segment -> segment.end().isAfter(now)).toList();
    TaskSegment current = task.progress().current();
    if (current != null && current.end().isBefore(now)) {
      // Nobody was there to write that its run was over. What comes makes that no longer.
      return new Movement(current.end(), left);
    }
    Optional<TaskSegment> goesOn =
        left.stream()
            .findFirst()
            .filter(first -> current != null && first.serverId().equals(current.serverId()))
            .filter(first -> !first.start().isAfter(now));
    return goesOn
        .map(first -> new Movement(first.end(), left.subList(1, left.size())))
        .orElseGet(() -> new Movement(now, left));
  }

  boolean changes(Task task) {
    TaskSegment current = task.progress().current();
    return (current != null && !current.end().equals(currentEnd))
        || !task.progress().plan().equals(plan);
  }
}
