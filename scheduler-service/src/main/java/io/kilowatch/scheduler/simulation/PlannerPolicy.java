package io.kilowatch.scheduler.simulation;

import io.kilowatch.scheduler.plan.Decision;
import io.kilowatch.scheduler.plan.Fleet;
import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.plan.Planner;
import io.kilowatch.scheduler.plan.PlannerSettings;
import io.kilowatch.scheduler.plan.Segment;
import io.kilowatch.scheduler.plan.TaskDemand;
import java.util.List;
import java.util.Map;

/** The product's own planner, which may improve its plans whenever an hour begins. */
public final class PlannerPolicy implements Policy {

  private final Planner planner;
  private final int insertionsAnHour;

  /**
   * Begins without tasks.
   *
   * @param insertionsAnHour that are tried to improve plans; with none they stay as they are
   */
  public PlannerPolicy(
      Fleet fleet, IntensityForecast forecast, PlannerSettings settings, int insertionsAnHour) {
    this.planner = new Planner(fleet, forecast, settings);
    this.insertionsAnHour = insertionsAnHour;
  }

  @Override
  public boolean submit(TaskDemand task, long now) {
    return planner.submit(task, now) instanceof Decision.Placed;
  }

  @Override
  public void hourBegins(IntensityForecast forecast, long now) {
    planner.forecastChanged(forecast, now);
    if (insertionsAnHour > 0) {
      planner.improve(now, insertionsAnHour);
    }
  }

  @Override
  public Map<String, List<Segment>> placements() {
    return planner.plans();
  }
}
