package io.kilowatch.scheduler.simulation;

import io.kilowatch.scheduler.plan.Fleet;
import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.plan.PlannerSettings;
import java.util.Locale;

/** The policies that a simulation can be run under. */
public enum PolicyName {
  /** The next server in turn that is free, at once. */
  ROUND_ROBIN,
  /** A free server where electricity is cleanest at this time, at once. */
  LOWEST_NOW,
  /**
   * The cleanest zone and time by the forecast; for tasks that may be paused the cleanest hours.
   */
  BEST_WINDOW,
  /** The planner of the product. */
  KILOWATCH,
  /** All tasks and intensities known from the start: what there was to be had. */
  OFFLINE;

  /** With which the planner improves its plans when an hour begins. */
  private static final int INSERTIONS = 2_000;

  /**
   * With which hindsight plans unless it is told otherwise: some minutes for thousands of tasks.
   */
  public static final int OFFLINE_INSERTIONS_A_TASK = 2_000;

  /** A policy that knows nothing yet. */
  public Policy on(Instance instance, NoisyForecasts forecasts) {
    return on(instance, forecasts, OFFLINE_INSERTIONS_A_TASK);
  }

  /** The same, with other effort for hindsight. */
  public Policy on(Instance instance, NoisyForecasts forecasts, int offlineInsertionsATask) {
    Fleet fleet = instance.fleet();
    IntensityForecast forecast = forecasts.at(instance.observed().start());
    return switch (this) {
      case ROUND_ROBIN -> new RunNowPolicy(fleet, RunNowPolicy.Order.ROUND_ROBIN);
      case LOWEST_NOW -> new RunNowPolicy(fleet, RunNowPolicy.Order.LOWEST_NOW);
      case BEST_WINDOW -> new PlannerPolicy(fleet, forecast, PlannerSettings.SIMPLE, 0);
      case KILOWATCH -> new PlannerPolicy(fleet, forecast, PlannerSettings.DEFAULT, INSERTIONS);
      case OFFLINE -> new OfflinePolicy(instance, offlineInsertionsATask, 1);
    };
  }

  /** As it is written on command lines and in results: {@code best-window}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
