package io.kilowatch.scheduler.task;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where and when a task has run, runs and will run.
 *
 * @param runs that are over, in order of time
 * @param current the run that it is in, whose end is the planned one; null while it does not run
 * @param plan what has not begun, in order of time
 */
public record Progress(
    List<TaskSegment> runs, @Nullable TaskSegment current, List<TaskSegment> plan) {

  public static final Progress NONE = new Progress(List.of(), null, List.of());

  public Progress {
    runs = List.copyOf(runs);
    plan = List.copyOf(plan);
  }

  public boolean hasBegun() {
    return current != null || !runs.isEmpty();
  }

  /** All of it, in order of time. */
  public List<TaskSegment> segments() {
    return Stream.of(runs.stream(), Stream.ofNullable(current), plan.stream())
        .flatMap(each -> each)
        .toList();
  }

  /** How long it ran in the runs that are over. */
  public Duration workedInRuns() {
    return runs.stream().map(TaskSegment::length).reduce(Duration.ZERO, Duration::plus);
  }

  /** Its runs, with the one that it is in. */
  public Stream<TaskSegment> begun() {
    return Stream.concat(runs.stream(), Stream.ofNullable(current));
  }

  /** How long it was on a server in a stretch of time. */
  public Duration workedIn(TaskSegment stretch) {
    return begun().map(run -> run.beside(stretch)).reduce(Duration.ZERO, Duration::plus);
  }

  Progress planned(List<TaskSegment> newer) {
    return new Progress(runs, current, newer);
  }

  Progress currentUntil(Instant end) {
    return current == null ? this : new Progress(runs, current.until(end), plan);
  }

  Progress begun(Instant at) {
    return new Progress(
        runs,
        new TaskSegment(plan.getFirst().serverId(), at, plan.getFirst().end()),
        plan.subList(1, plan.size()));
  }

  /** The current run is over; one that took no time is as if it had not been. */
  Progress stopped(Instant at) {
    if (current == null) {
      return this;
    }
    List<TaskSegment> over = new ArrayList<>(runs);
    if (at.isAfter(current.start())) {
      over.add(current.until(at));
    }
    return new Progress(over, null, plan);
  }

  /** The current run is over, at its planned end if that is earlier. */
  Progress stoppedBy(Instant at) {
    return stopped(current != null && current.end().isBefore(at) ? current.end() : at);
  }
}
