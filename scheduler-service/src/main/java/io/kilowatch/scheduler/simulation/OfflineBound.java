package io.kilowatch.scheduler.simulation;

import io.kilowatch.scheduler.plan.CapacityRents;
import io.kilowatch.scheduler.plan.ExpectedTask;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What no schedule can emit less than that runs tasks as they may be run: those that can't be
 * paused in one block, the others at one site, with all tasks and intensities known from the start.
 */
public final class OfflineBound {

  /** Rounds without a better bound after which steps are halved. */
  private static final int PATIENCE = 30;

  private static final double FIRST_STEP = 0.5;

  private OfflineBound() {}

  /** The bound in grams above standby, the tighter the more rounds. */
  public static double grams(Instance instance, int rounds) {
    Set<Integer> sizes =
        instance.submissions().stream().map(s -> s.task().cores()).collect(Collectors.toSet());
    CapacityRents rents = new CapacityRents(instance.fleet(), instance.observed(), sizes);
    List<ExpectedTask> tasks =
        instance.submissions().stream().map(s -> new ExpectedTask(s.task(), 1)).toList();
    double best = 0;
    double step = FIRST_STEP;
    int since = 0;
    for (int round = 0; round < rounds; round++) {
      double bound = rents.choose(tasks);
      since++;
      if (bound > best) {
        best = bound;
        since = 0;
      } else if (since >= PATIENCE) {
        step /= 2;
        since = 0;
      }
      rents.follow(step);
    }
    return best;
  }
}
