package io.kilowatch.scheduler.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Plans with all tasks and intensities known from the start, as nobody could have: to see how much
 * there was to be had. It searches in two ways, neither of which is the better one of all fleets,
 * and takes the better plan.
 */
public final class OfflinePlanner {

  /** Of so many insertions one is to rearrange: it takes several times as long as one to anneal. */
  private static final int REARRANGING = 10;

  private final Fleet fleet;
  private final IntensityForecast observed;
  private final long seed;

  /**
   * A planner for a fleet.
   *
   * @param observed the intensities that the grids had
   */
  public OfflinePlanner(Fleet fleet, IntensityForecast observed, long seed) {
    this.fleet = fleet;
    this.observed = observed.forZones(fleet.zones());
    this.seed = seed;
  }

  /**
   * Places tasks, and improves the plan by moving them.
   *
   * @param insertions how many are tried, in both ways together
   * @return where and when each runs that a place was found for, by its id
   */
  public Map<String, List<Segment>> plan(List<TaskDemand> demands, int insertions) {
    List<TaskDemand> inOrder =
        demands.stream().sorted(Comparator.comparingLong(TaskDemand::earliestStart)).toList();
    int rearranging = insertions / REARRANGING;
    HindsightPlan rearranged =
        new RearrangingSearch(fleet, observed, seed).plan(inOrder, rearranging);
    HindsightPlan annealed =
        new AnnealingSearch(fleet, observed, seed).plan(inOrder, insertions - rearranging);
    return (annealed.isBetterThan(rearranged) ? annealed : rearranged).segments();
  }
}
