package io.kilowatch.scheduler.plan;

/**
 * How the planner weighs and works.
 *
 * @param sharedIdle from 0 to 1: how much of a server's idle power is spread over the cores in use
 *     rather than paid by the task that wakes it: see {@link Pricing}
 * @param learns whether cores are left to tasks that are likely to come and need them more, and
 *     forecasts count as far as they have held: see {@link RentForecast} and {@link ForecastFilter}
 * @param disturbGain the share of their remaining emissions that tasks must save for one of them
 *     that runs to be paused or moved at once
 * @param seed of the order in which plans are improved
 */
public record PlannerSettings(double sharedIdle, boolean learns, double disturbGain, long seed) {

  public static final PlannerSettings DEFAULT = new PlannerSettings(0.7, true, 0.05, 1);

  /** Each task for itself, with idle power spread over cores: to compare with. */
  public static final PlannerSettings SIMPLE = new PlannerSettings(1, false, 0.05, 1);
}
