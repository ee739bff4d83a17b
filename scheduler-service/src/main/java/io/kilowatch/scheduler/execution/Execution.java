package io.kilowatch.scheduler.execution;

import io.kilowatch.scheduler.task.Task;
import java.time.Instant;
import java.util.Collection;

/** What makes a task run on its server. */
public interface Execution {

  /** How it stands with a task that was begun. */
  sealed interface Status {

    record Working() implements Status {}

    /** Nobody can say at the moment. */
    record Unknown() implements Status {}

    record Done(Instant at) implements Status {}

    record Failed(Instant at, String reason) implements Status {}

    /** It ran until its deadline, and was stopped. */
    record Missed(Instant at) implements Status {}
  }

  /**
   * A planner takes over: of these what runs is to run, what is paused is to be paused, and of all
   * other tasks nothing is to be left.
   *
   * @param fence of the planner
   */
  void resume(Collection<Task> active, long fence);

  /** Several times a second, before any status is asked for. */
  void round();

  /**
   * Has it run on the server of its current run, or go on there; a second time changes nothing.
   * Called after that is in the store, so it may be called again after a restart.
   */
  void begin(Task running);

  /** Has it stop for a while; a second time changes nothing. */
  void pause(Task paused);

  /** It has ended, however: cleans up; a second time changes nothing. */
  void end(Task ended);

  Status status(Task running, Instant now);
}
