package io.kilowatch.scheduler.execution;

import io.kilowatch.scheduler.task.Progress;
import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskSegment;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/**
 * Runs nothing: a task takes the time that it is expected to take, or as much more or less as the
 * settings say, and the emulated sensors of its server are told of it (see {@link
 * LoadsController}).
 */
final class EmulatedExecution implements Execution {

  private final EmulationSettings settings;

  EmulatedExecution(EmulationSettings settings) {
    this.settings = settings;
  }

  @Override
  public void resume(Collection<Task> active, long fence) {
    // Sensors have asked all the while.
  }

  @Override
  public void round() {
    // Nothing is waited for.
  }

  @Override
  public void begin(Task running) {
    // Sensors ask for what runs.
  }

  @Override
  public void pause(Task paused) {
    // They ask again.
  }

  @Override
  public void end(Task ended) {
    // And again.
  }

  @Override
  public Status status(Task running, Instant now) {
    Progress progress = running.progress();
    TaskSegment current = progress.current();
    if (current == null) {
      return new Status.Working();
    }
    Instant end = current.start().plus(work(running)).minus(progress.workedInRuns());
    // Sensors show no run beyond its planned end, however late somebody looks.
    boolean pausesBefore = !progress.plan().isEmpty() && end.isAfter(current.end());
    return pausesBefore || end.isAfter(now) ? new Status.Working() : new Status.Done(end);
  }

  /** Their name decides how far tasks are from what was expected, so that it can be learned. */
  private Duration work(Task task) {
    double place = Math.floorMod(task.order().name().hashCode(), 2001) / 1000.0 - 1;
    double factor = 1 + settings.durationError() * place;
    return Duration.ofMillis(Math.round(task.order().expectedSeconds() * factor * 1000));
  }
}
