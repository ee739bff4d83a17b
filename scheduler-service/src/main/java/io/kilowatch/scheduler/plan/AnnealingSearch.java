package io.kilowatch.scheduler.plan;

import java.util.Comparator;
import java.util.List;

/**
 * Searches in slots of five minutes, by {@link Annealing}, and moves tasks to the second in the
 * end. It is at its best where several tasks share a server, and hours are many.
 */
final class AnnealingSearch {

  /** How often each task is tried anew to the second. */
  private static final int EXACT_ROUNDS = 3;

  private final Fleet fleet;
  private final IntensityForecast observed;
  private final long seed;

  AnnealingSearch(Fleet fleet, IntensityForecast observed, long seed) {
    this.fleet = fleet;
    this.observed = observed;
    this.seed = seed;
  }

  /**
   * The plan that is found.
   *
   * @param demands in order of time
   * @param insertions how many are tried
   */
  HindsightPlan plan(List<TaskDemand> demands, int insertions) {
    HindsightPlan plan = new HindsightPlan(fleet, observed, seed);
    Slots slots = new Slots(fleet, observed, demands);
    List<SlotTask> tasks =
        demands.stream().map(each -> new SlotTask(each, fleet.sitesFor(each), slots)).toList();
    new Annealing(fleet, slots, tasks, seed).run(insertions);
    tasks.stream()
        .filter(SlotTask::isPlaced)
        .forEach(task -> plan.take(task.planned(), task.segments(slots)));
    // Those that found no place in whole slots may find one to the second.
    tasks.stream().filter(task -> !task.isPlaced()).forEach(task -> plan.insert(task.demand()));
    plan.tasks().sort(Comparator.comparingLong(task -> task.demand().earliestStart()));
    for (int round = 0; round < EXACT_ROUNDS; round++) {
      plan.search().moveEach(plan.tasks(), HindsightPlan.BEFORE_ALL);
    }
    return plan;
  }
}
