package io.kilowatch.scheduler.simulation;

import io.kilowatch.scheduler.plan.Segment;
import io.kilowatch.scheduler.simulation.Instance.Submission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reveals an instance to a policy event by event: hours that begin, and tasks that are submitted.
 */
public final class Simulation {

  private static final long HOUR_SECONDS = 3600;

  /**
   * What a policy did.
   *
   * @param placements by task
   * @param refused the tasks it did not take
   * @param decisions how long each took, in the order of the tasks
   */
  public record Outcome(
      Map<String, List<Segment>> placements, List<String> refused, List<Duration> decisions) {}

  private final Instance instance;
  private final NoisyForecasts forecasts;

  public Simulation(Instance instance, NoisyForecasts forecasts) {
    this.instance = instance;
    this.forecasts = forecasts;
  }

  public Outcome run(Policy policy) {
    List<Submission> submissions = instance.submissions();
    List<Duration> decisions = new ArrayList<>(submissions.size());
    List<String> refused = new ArrayList<>();
    long hour = Long.MIN_VALUE;
    for (Submission next : submissions) {
      hour = beginHours(policy, hour, next.time());
      long before = System.nanoTime();
      boolean placed = policy.submit(next.task(), next.time());
      decisions.add(Duration.ofNanos(System.nanoTime() - before));
      if (!placed) {
        refused.add(next.task().id());
      }
    }
    beginHours(policy, hour, lastDeadline());
    return new Outcome(policy.placements(), List.copyOf(refused), List.copyOf(decisions));
  }

  /** Lets each hour begin that did so by now, and returns the last one. */
  private long beginHours(Policy policy, long last, long now) {
    long current = Math.floorDiv(now, HOUR_SECONDS) * HOUR_SECONDS;
    long first = last == Long.MIN_VALUE ? current : last + HOUR_SECONDS;
    for (long hour = first; hour <= current; hour += HOUR_SECONDS) {
      policy.hourBegins(forecasts.at(hour), hour);
    }
    return Math.max(last, current);
  }

  private long lastDeadline() {
    return instance.submissions().stream().mapToLong(s -> s.task().deadline()).max().orElse(0);
  }
}
