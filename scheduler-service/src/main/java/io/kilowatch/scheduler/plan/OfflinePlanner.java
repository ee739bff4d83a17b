package io.kilowatch.scheduler.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Plans with all tasks and intensities known from the start, as nobody could have: to see how much
 * there was to be had. Tasks are inserted one after another beside the rents that all of them
 * together make, and then rearranged for as long as one likes.
 */
public final class OfflinePlanner {

  /** Everything is still to come. */
  private static final long BEFORE_ALL = Long.MIN_VALUE;

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
  private final Occupancy occupancy;
  private final Insertion insertion;
  private final RoomMaker roomMaker;
  private final LocalSearch search;

  /** In order of time. */
  private final List<PlannedTask> tasks = new ArrayList<>();

  /**
   * Begins without tasks.
   *
   * @param observed the intensities that the grids had
   */
  public OfflinePlanner(Fleet fleet, IntensityForecast observed, long seed) {
    this.fleet = fleet;
    this.observed = observed.forZones(fleet.zones());
    this.occupancy = new Occupancy(fleet);
    this.insertion = new Insertion(occupancy, withoutRents(0));
    this.roomMaker = new RoomMaker(occupancy, insertion);
    this.search = new LocalSearch(fleet, new Rearrangement(occupancy, insertion, 0), seed);
  }

  private Tariff withoutRents(double sharedIdle) {
    return Tariff.withoutRents(fleet, new Pricing(fleet, sharedIdle), observed);
  }

  /**
   * Places tasks, and improves the plan by rearranging them.
   *
   * @param insertions how many are tried
   * @return where and when each runs that a place was found for, by its id
   */
  public Map<String, List<Segment>> plan(List<TaskDemand> demands, int insertions) {
    List<TaskDemand> inOrder =
        demands.stream().sorted(Comparator.comparingLong(TaskDemand::earliestStart)).toList();
    Pricing shared = new Pricing(fleet, PlannerSettings.DEFAULT.sharedIdle());
    insertion.use(new Tariff(fleet, shared, observed, rents(inOrder)));
    inOrder.forEach(this::insert);
    // What counts is what servers really draw.
    insertion.use(withoutRents(0));
    List<Tariff> guides = DoubleStream.of(SHARED_IDLE).mapToObj(this::withoutRents).toList();
    double tolerated = FIRST_TOLERATED;
    for (int part = 0; part < PARTS; part++) {
      insertion.guideBy(guides.get(part % guides.size()));
      search.improve(tasks, BEFORE_ALL, insertions / PARTS, tolerated);
      tolerated *= Math.pow(LAST_TOLERATED / FIRST_TOLERATED, 1.0 / (PARTS - 1));
    }
    Map<String, List<Segment>> plans = new LinkedHashMap<>();
    tasks.forEach(task -> plans.put(task.demand().id(), task.segments()));
    return plans;
  }

  private HourlyRates rents(List<TaskDemand> demands) {
    CapacityRents rents = new CapacityRents(fleet, observed, observed.start(), observed.hours());
    List<ExpectedTask> all = demands.stream().map(demand -> new ExpectedTask(demand, 1)).toList();
    rents.settle(all, RENT_ROUNDS, FIRST_RENT_STEP);
    return rents.settle(all, RENT_ROUNDS, LATER_RENT_STEP);
  }

  private void insert(TaskDemand demand) {
    PlannedTask task = new PlannedTask(demand, fleet.sitesFor(demand));
    List<Segment> segments = insertion.cheapest(task, BEFORE_ALL);
    if (segments == null) {
      segments = roomMaker.makeRoom(task, tasks, BEFORE_ALL);
    }
    if (segments != null) {
      task.place(segments, BEFORE_ALL);
      occupancy.add(task.cores(), segments);
      tasks.add(task);
    }
  }
}
