package io.kilowatch.scheduler.planning;

import io.kilowatch.scheduler.plan.Decision.Reason;
import io.kilowatch.scheduler.task.TaskOrder;

/** Says to people why a task can't be placed. */
final class Refusals {

  private Refusals() {}

  static String inWords(Reason reason, TaskOrder order) {
    return switch (reason) {
      case TOO_LATE -> "leaves less time than the task is expected to run";
      case NO_SERVER ->
          "can't be met: no server where the task may run has %d cores".formatted(order.cores());
      case NO_CAPACITY -> "can't be met: other tasks have the cores until then";
    };
  }
}
