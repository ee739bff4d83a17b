package io.kilowatch.scheduler.task;

import java.util.Locale;

/** What has become of a task. */
public enum TaskState {
  /** Kept, and not yet looked at by the planner. */
  SUBMITTED,
  /** It has a server and times, and has not begun. */
  PLANNED,
  RUNNING,
  /** It has begun, and goes on later. */
  PAUSED,
  DONE,
  FAILED,
  CANCELLED,
  /** It could not run, or had not ended, by its deadline. */
  MISSED,
  /** It was never taken, because it can't be placed before its deadline. */
  REFUSED;

  /** Whether something is still to become of it. */
  public boolean isActive() {
    return this == SUBMITTED || this == PLANNED || this == RUNNING || this == PAUSED;
  }

  /** As it stands in answers and parameters. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
