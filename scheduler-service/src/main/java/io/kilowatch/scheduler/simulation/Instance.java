package io.kilowatch.scheduler.simulation;

import io.kilowatch.scheduler.plan.Fleet;
import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.plan.TaskDemand;
import java.util.Comparator;
import java.util.List;

/**
 * What a simulation plays.
 *
 * @param submissions in order of time
 * @param observed the intensities that the grids had, over all of the simulated time
 */
public record Instance(Fleet fleet, List<Submission> submissions, IntensityForecast observed) {

  /** A task and when it becomes known. */
  public record Submission(TaskDemand task, long time) {}

  public Instance {
    submissions = submissions.stream().sorted(Comparator.comparingLong(Submission::time)).toList();
  }
}
