package io.kilowatch.scheduler.planning;

import io.kilowatch.scheduler.plan.Decision.Reason;
import io.kilowatch.scheduler.task.TaskOrder;

/** Says to people why a task can't be placed. */
final class Refusals {

  private Refusals() {}

  static String inWords(Reason reason, TaskOrder order) {
    return switch (reason) {
      case TOO_LATE -> "its deadline leaves less time than it is expected to run";
      case NO_SERVER -> "no server where it may run has %d cores".formatted(order.cores());
      case NO_CAPACITY -> "other tasks have the cores until its deadline";
    };
  }

  /** The field of the order that would have to be another. */
  static String field(Reason reason) {
    return switch (reason) {
      case NO_SERVER -> "cores";
      case TOO_LATE, NO_CAPACITY -> "deadline";
    };
  }
}
