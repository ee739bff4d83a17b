package io.kilowatch.scheduler.planning;

import io.kilowatch.scheduler.plan.TaskDemand;
import java.util.Optional;

/**
 * How strictly the times of a task are taken. How long it runs is only expected, and nothing begins
 * on the second: a planner may be away for a moment, and a container has to be fetched.
 */
final class Leeway {

  private static final long LEAST_SECONDS = 60;

  /** Part of a task's duration that is kept free before its deadline. */
  private static final double RESERVE = 0.05;

  /** Part of it that may be missing where it is begun too late to end in time if it takes all. */
  private static final double SHORTAGE = 0.1;

  private Leeway() {}

  /** With time to spare before the deadline, of what can be spared at most a half. */
  static TaskDemand reserved(TaskDemand demand, long now) {
    long spare = room(demand, now) - demand.durationSeconds();
    long reserve = Math.min(spare / 2, share(demand, RESERVE));
    return reserve <= 0 ? demand : demand.endingBy(demand.deadline() - reserve);
  }

  /** For as long as there is time for, of one that is too late by a little. */
  static Optional<TaskDemand> shortened(TaskDemand demand, long now) {
    long room = room(demand, now);
    long missing = demand.durationSeconds() - room;
    return room > 0 && missing > 0 && missing <= share(demand, SHORTAGE)
        ? Optional.of(demand.lasting(room))
        : Optional.empty();
  }

  private static long room(TaskDemand demand, long now) {
    return demand.deadline() - Math.max(now, demand.earliestStart());
  }

  private static long share(TaskDemand demand, double share) {
    return Math.max(LEAST_SECONDS, (long) (demand.durationSeconds() * share));
  }
}
