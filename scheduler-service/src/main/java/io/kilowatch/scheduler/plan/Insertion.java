package io.kilowatch.scheduler.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the cheapest place for what is left of a task, beside all that is placed already. */
final class Insertion {

  private final Occupancy occupancy;
  private final BlockSearch blocks;
  private final SlotSearch slots;
  private Tariff tariff;

  Insertion(Occupancy occupancy, Tariff tariff) {
    this.occupancy = occupancy;
    this.blocks = new BlockSearch(occupancy, tariff);
    this.slots = new SlotSearch(occupancy, tariff);
    this.tariff = tariff;
  }

  void use(Tariff newer) {
    tariff = newer;
    guideBy(newer);
  }

  /** Finds places by another tariff than the one by which {@link #cost} counts. */
  void guideBy(Tariff guide) {
    blocks.use(guide);
    slots.use(guide);
  }

  /** For all of a task, or, if it may be paused and has begun, for its rest at its site. */
  @Nullable List<Segment> cheapest(PlannedTask task, long now) {
    TaskDemand demand = task.demand();
    if (demand.interruptible() && task.hasBegun(now)) {
      int[] site = {occupancy.fleet().siteOf(task.segments().getFirst().server())};
      return slots.cheapest(task.cores(), task.secondsLeft(now), site, now, demand.deadline());
    }
    long from = Math.max(now, demand.earliestStart());
    if (demand.interruptible()) {
      return slots.cheapest(
          task.cores(), demand.durationSeconds(), task.sites(), from, demand.deadline());
    }
    return blocks.cheapest(demand, task.sites(), from);
  }

  /** What segments cost beside all that is placed, by the tariff. */
  double cost(int cores, List<Segment> segments) {
    double cost = 0;
    for (Segment s : segments) {
      cost += tariff.cost(occupancy.timeline(s.server()), s.server(), cores, s.start(), s.end());
    }
    return cost;
  }
}
