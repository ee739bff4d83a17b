package io.kilowatch.scheduler.plan;

/**
 * A task that is known or likely to be submitted.
 *
 * @param weight how many of it are expected, 1 for one that is known
 */
public record ExpectedTask(TaskDemand demand, double weight) {

  double coreSeconds() {
    return weight * demand.cores() * demand.durationSeconds();
  }
}
