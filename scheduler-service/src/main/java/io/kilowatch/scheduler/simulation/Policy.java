package io.kilowatch.scheduler.simulation;

import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.plan.Segment;
import io.kilowatch.scheduler.plan.TaskDemand;
import java.util.List;
import java.util.Map;

/** A way to place tasks, which learns of each when it is submitted. */
public interface Policy {

  /** Places a task, or refuses it: false. */
  boolean submit(TaskDemand task, long now);

  /** An hour has begun, and its intensity is known. */
  void hourBegins(IntensityForecast forecast, long now);

  /** Where and when each task that was not refused runs, by its id. */
  Map<String, List<Segment>> placements();
}
