package io.kilowatch.scheduler.policy;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.input.FieldChecks;
import io.kilowatch.base.input.TimeRange;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.scheduler.simulation.PolicyName;
import io.kilowatch.scheduler.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants played.
 *
 * @param from of the time in which the tasks were submitted; not with a list of them
 * @param to the end of that, at most 8 days later
 * @param policies {@code round-robin}, {@code lowest-now}, {@code best-window} or {@code
 *     kilowatch}; null for all
 * @param forecastError standard deviation of the forecasts' relative error, from 0 to 1; null for 0
 * @param tasks instead of those that were submitted: at most 2,000 of at most 8 days
 */
record SimulationRequest(
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable List<String> policies,
    @Nullable Double forecastError,
    @Nullable List<SimulatedTask> tasks) {

  private static final String REQUIRED = "is required, or tasks";
  private static final Duration LONGEST = Duration.ofDays(8);

  /** With hindsight, a search takes minutes, and nobody could have had that policy. */
  private static final List<PolicyName> ONLINE =
      Arrays.stream(PolicyName.values()).filter(each -> each != PolicyName.OFFLINE).toList();

  /**
   * What it asks for.
   *
   * @throws ProblemException 400 with all that is wrong
   */
  SimulationOrder checked(Directory directory) {
    FieldChecks checks = new FieldChecks();
    boolean ofList = tasks != null;
    checks.require(ofList == (from == null), "from", ofList ? "must not be with tasks" : REQUIRED);
    checks.require(ofList == (to == null), "to", ofList ? "must not be with tasks" : REQUIRED);
    checks.require(from == null || TimeRange.isWithinBounds(from), "from", TimeRange.BOUNDS);
    checks.require(to == null || TimeRange.isWithinBounds(to), "to", TimeRange.BOUNDS);
    List<PolicyName> wanted = policies == null ? ONLINE : named(checks);
    double error = forecastError == null ? 0 : checks.number("forecastError", forecastError, 0, 1);
    List<Task> listed = tasks == null ? null : listed(tasks, directory, checks);
    checks.throwIfFailed();
    return new SimulationOrder(listed == null ? range() : rangeOf(listed), wanted, error, listed);
  }

  private TimeRange range() {
    Instant start = Objects.requireNonNull(from);
    Instant end = Objects.requireNonNull(to);
    if (!start.isBefore(end)) {
      throw ProblemException.badRequest("from", "must be before to");
    }
    return new TimeRange(start, end).atMost(LONGEST, "8 days");
  }

  private static TimeRange rangeOf(List<Task> tasks) {
    List<Instant> times = tasks.stream().map(Task::submittedAt).sorted().toList();
    Instant last = times.getLast().plusMillis(1);
    if (Duration.between(times.getFirst(), last).compareTo(LONGEST) > 0) {
      throw ProblemException.badRequest("tasks", "must be submitted within 8 days");
    }
    return new TimeRange(times.getFirst(), last);
  }

  private static List<Task> listed(
      List<SimulatedTask> tasks, Directory directory, FieldChecks checks) {
    if (tasks.isEmpty() || tasks.size() > TaskPlayer.MOST_TASKS) {
      checks.refuse("tasks", "must be 1 to " + TaskPlayer.MOST_TASKS);
      return List.of();
    }
    List<Task> listed = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      String place = "tasks[" + i + "]";
      SimulatedTask task = tasks.get(i);
      if (task == null) {
        checks.refuse(place, "must be a task");
        continue;
      }
      try {
        listed.add(task.checked("task-" + i, directory));
      } catch (ProblemException e) {
        if (e.errors().isEmpty()) {
          throw e;
        }
        e.errors().forEach(error -> checks.refuse(place + "." + error.field(), error.reason()));
      }
    }
    return listed;
  }

  private List<PolicyName> named(FieldChecks checks) {
    List<String> names = policies == null ? List.of() : policies;
    List<PolicyName> known =
        ONLINE.stream().filter(each -> names.contains(each.toString())).toList();
    checks.require(
        !names.isEmpty() && known.size() == names.size(), "policies", "must be some of " + ONLINE);
    return known;
  }
}
