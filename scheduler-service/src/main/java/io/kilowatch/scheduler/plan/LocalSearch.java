package io.kilowatch.scheduler.plan;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Improves plans by removing a few tasks that are in each other's way and inserting them again,
 * each at its cheapest place, in another order (large neighbourhood search: Shaw, Using Constraint
 * Programming and Local Search Methods to Solve Vehicle Routing Problems, CP 1998).
 *
 * <p>What is a little worse is kept too at first, ever less so, and in the end not at all, so that
 * it does not stay with the first plan that no single change improves (Kirkpatrick, Gelatt and
 * Vecchi, Optimization by Simulated Annealing, Science 220, 1983).
 */
final class LocalSearch {

  private final Rearrangement rearrangement;
  private final Neighbourhood neighbourhood;
  private final SplittableRandom random;

  LocalSearch(Fleet fleet, Rearrangement rearrangement, long seed) {
    this.random = new SplittableRandom(seed);
    this.rearrangement = rearrangement;
    this.neighbourhood = new Neighbourhood(fleet, random);
  }

  /** Tries each task on its own, as when the forecast is new. */
  void moveEach(List<PlannedTask> movable, long now) {
    for (PlannedTask task : movable) {
      rearrangement.attempt(List.of(task), 0, now);
    }
  }

  /**
   * Rearranges some tasks after others.
   *
   * @param movable tasks that have something left to place, in order of time
   * @param insertions how many are tried
   * @param tolerated what a change may cost on average at first, as a share of a mean task
   */
  void improve(List<PlannedTask> movable, long now, int insertions, double tolerated) {
    if (movable.isEmpty()) {
      return;
    }
    double mostTolerated = tolerated * meanCost(movable, now);
    for (int left = insertions; left > 0; ) {
      List<PlannedTask> together = neighbourhood.around(movable, random.nextInt(movable.size()));
      double worse = -Math.log1p(-random.nextDouble()) * mostTolerated * left / insertions;
      rearrangement.attempt(together, worse, now);
      left -= together.size();
    }
  }

  private double meanCost(List<PlannedTask> tasks, long now) {
    double sum = 0;
    for (PlannedTask task : tasks) {
      sum += rearrangement.cost(task, now);
    }
    return sum / tasks.size();
  }
}
