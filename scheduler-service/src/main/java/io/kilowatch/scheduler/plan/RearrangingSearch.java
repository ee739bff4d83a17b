package io.kilowatch.scheduler.plan;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Inserts tasks one after another beside the rents that all of them together make, and then
 * rearranges them, a few at a time. It found the better plans where tasks each fill a server (ADR
 * 0011), which {@link Annealing} moves one by one.
 */
final class RearrangingSearch {

  private static final int RENT_ROUNDS = 100;
  private static final double FIRST_RENT_STEP = 0.3;
  private static final double LATER_RENT_STEP = 0.03;

  /** In how many parts the search is done, each of which tolerates less than the one before. */
  private static final int PARTS = 400;

  /**
   * How much of idle power is shared when places are looked for, by turns: by its own curve alone
   * no server would be woken that several tasks could fill.
   */
  private static final double[] SHARED_IDLE = {0, 0.3, 0.7, 1};

  /** What a change may cost on average in the first part and in the last, in mean tasks. */
  private static final double FIRST_TOLERATED = 0.1;

  private static final double LAST_TOLERATED = 0.001;

  private final Fleet fleet;
  private final IntensityForecast observed;
  private final long seed;

  RearrangingSearch(Fleet fleet, IntensityForecast observed, long seed) {
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
    Insertion insertion = plan.insertion();
    Pricing shared = new Pricing(fleet, PlannerSettings.DEFAULT.sharedIdle());
    insertion.use(new Tariff(fleet, shared, observed, rents(demands)));
    demands.forEach(plan::insert);
    // What counts is what servers really draw.
    insertion.use(plan.withoutRents(0));
    List<Tariff> guides = DoubleStream.of(SHARED_IDLE).mapToObj(plan::withoutRents).toList();
    double tolerated = FIRST_TOLERATED;
    for (int part = 0; part < PARTS; part++) {
      insertion.guideBy(guides.get(part % guides.size()));
      plan.search().improve(plan.tasks(), HindsightPlan.BEFORE_ALL, insertions / PARTS, tolerated);
      tolerated *= Math.pow(LAST_TOLERATED / FIRST_TOLERATED, 1.0 / (PARTS - 1));
    }
    return plan;
  }

  private HourlyRates rents(List<TaskDemand> demands) {
    CapacityRents rents = new CapacityRents(fleet, observed, observed.start(), observed.hours());
    List<ExpectedTask> all = demands.stream().map(demand -> new ExpectedTask(demand, 1)).toList();
    rents.settle(all, RENT_ROUNDS, FIRST_RENT_STEP);
    return rents.settle(all, RENT_ROUNDS, LATER_RENT_STEP);
  }
}
