package io.kilowatch.scheduler.simulation;

import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.plan.OfflinePlanner;
import io.kilowatch.scheduler.plan.Segment;
import io.kilowatch.scheduler.plan.TaskDemand;
import java.util.List;
import java.util.Map;

/** Knows all tasks and intensities from the start: to compare with, not to be had. */
final class OfflinePolicy implements Policy {

  private final Map<String, List<Segment>> placements;

  OfflinePolicy(Instance instance, int insertionsATask, long seed) {
    List<TaskDemand> demands =
        instance.submissions().stream()
            .map(submission -> submission.task().notBefore(submission.time()))
            .toList();
    this.placements =
        new OfflinePlanner(instance.fleet(), instance.observed(), seed)
            .plan(demands, insertionsATask * demands.size());
  }

  @Override
  public boolean submit(TaskDemand task, long now) {
    return placements.containsKey(task.id());
  }

  @Override
  public void hourBegins(IntensityForecast forecast, long now) {
    // Nothing is new to it.
  }

  @Override
  public Map<String, List<Segment>> placements() {
    return placements;
  }
}
