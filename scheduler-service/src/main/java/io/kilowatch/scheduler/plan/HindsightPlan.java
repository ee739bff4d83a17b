package io.kilowatch.scheduler.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where and when tasks run that are all still to come, to the second, and how to change that. */
final class HindsightPlan {

  /** Everything is still to come. */
  static final long BEFORE_ALL = Long.MIN_VALUE;

  private final Fleet fleet;
  private final IntensityForecast observed;
  private final Occupancy occupancy;
  private final Insertion insertion;
  private final RoomMaker roomMaker;
  private final LocalSearch search;
  private final List<PlannedTask> tasks = new ArrayList<>();

  /**
   * Begins without tasks, by what servers really draw.
   *
   * @param observed in the order of the fleet's zones
   */
  HindsightPlan(Fleet fleet, IntensityForecast observed, long seed) {
    this.fleet = fleet;
    this.observed = observed;
    this.occupancy = new Occupancy(fleet);
    this.insertion = new Insertion(occupancy, withoutRents(0));
    this.roomMaker = new RoomMaker(occupancy, insertion);
    this.search = new LocalSearch(fleet, new Rearrangement(occupancy, insertion, 0), seed);
  }

  Tariff withoutRents(double sharedIdle) {
    return Tariff.withoutRents(fleet, new Pricing(fleet, sharedIdle), observed);
  }

  Insertion insertion() {
    return insertion;
  }

  LocalSearch search() {
    return search;
  }

  /** Those that have a place. */
  List<PlannedTask> tasks() {
    return tasks;
  }

  /** Places a task where it is cheapest, if need be by moving others, and if that can be done. */
  void insert(TaskDemand demand) {
    PlannedTask task = new PlannedTask(demand, fleet.sitesFor(demand));
    List<Segment> segments = insertion.cheapest(task, BEFORE_ALL);
    if (segments == null) {
      segments = roomMaker.makeRoom(task, tasks, BEFORE_ALL);
    }
    if (segments != null) {
      take(task, segments);
    }
  }

  /** Places a task where there is room for it. */
  void take(PlannedTask task, List<Segment> segments) {
    task.place(segments, BEFORE_ALL);
    occupancy.add(task.cores(), segments);
    tasks.add(task);
  }

  /** Whether it places more tasks, or as many for less. */
  boolean isBetterThan(HindsightPlan other) {
    return tasks.size() == other.tasks.size()
        ? grams() < other.grams()
        : tasks.size() > other.tasks.size();
  }

  /** What the tasks emit above standby. */
  double grams() {
    Occupancy before = new Occupancy(fleet);
    double sum = 0;
    for (PlannedTask task : tasks) {
      sum += before.addedGrams(task.cores(), task.segments(), observed);
      before.add(task.cores(), task.segments());
    }
    return sum;
  }

  /** By the task's id. */
  Map<String, List<Segment>> segments() {
    Map<String, List<Segment>> segments = new LinkedHashMap<>();
    tasks.forEach(task -> segments.put(task.demand().id(), task.segments()));
    return segments;
  }
}
