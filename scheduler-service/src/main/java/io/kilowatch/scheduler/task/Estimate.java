package io.kilowatch.scheduler.task;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was expected of a task when it was planned.
 *
 * @param grams gCO2eq that it adds, by the forecast
 * @param kilowattHours that its servers draw more for it as it was planned when it began, the
 *     facilities around them not counted
 * @param runNow what would have been done without a planner: begun at once, or as soon as there was
 *     room, on the server that adds least; null if that would have missed the deadline
 * @param alternatives the best of each site it may run at, in one piece, the least grams first
 * @param plannedAt when it was first planned
 */
public record Estimate(
    double grams,
    double kilowattHours,
    @Nullable Choice runNow,
    List<Choice> alternatives,
    Instant plannedAt) {

  public Estimate {
    alternatives = List.copyOf(alternatives);
  }

  Estimate of(double newGrams, double newKilowattHours) {
    return new Estimate(newGrams, newKilowattHours, runNow, alternatives, plannedAt);
  }
}
