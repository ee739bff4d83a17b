package io.kilowatch.scheduler.task;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What was expected of a task when it was planned.
 *
 * @param grams gCO2eq that it adds, by the forecast
 * @param shareKilowattHours its share of what its servers draw, idle power included and the
 *     facilities around them not, as it was planned when it began; null for tasks that were planned
 *     before this was kept, as is that of the alternative
 * @param runNow what would have been done without a planner: begun at once, or as soon as there was
 *     room, on the server that adds least; null if that would have missed the deadline
 * @param runNowShareKilowattHours the same of that; null with it
 * @param alternatives the best of each site it may run at, in one piece, the least grams first
 * @param plannedAt when it was first planned
 */
public record Estimate(
    double grams,
    @Nullable Double shareKilowattHours,
    @Nullable Choice runNow,
    @Nullable Double runNowShareKilowattHours,
    List<Choice> alternatives,
    Instant plannedAt) {

  public Estimate {
    alternatives = List.copyOf(alternatives);
  }

  Estimate of(double newGrams, double newShareKilowattHours) {
    return new Estimate(
        newGrams, newShareKilowattHours, runNow, runNowShareKilowattHours, alternatives, plannedAt);
  }

  /** The share that it would have had without a planner, for each kWh of the planned one. */
  public OptionalDouble runNowShareRatio() {
    return shareKilowattHours == null || runNowShareKilowattHours == null || shareKilowattHours <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(runNowShareKilowattHours / shareKilowattHours);
  }
}
