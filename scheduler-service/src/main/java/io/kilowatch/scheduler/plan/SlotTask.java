package io.kilowatch.scheduler.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A task in whole slots, and where it is for now. */
final class SlotTask {

  private final TaskDemand demand;
  private final int[] sites;
  private final int opens;
  private final int closes;
  private final int length;
  private final SlotPlace place = new SlotPlace();

  /**
   * A task without a place.
   *
   * @param sites that it may run at and that have a server for it
   */
  SlotTask(TaskDemand demand, int[] sites, Slots slots) {
    this.demand = demand;
    this.sites = sites;
    this.length = Math.toIntExact(Math.ceilDiv(demand.durationSeconds(), Slots.SECONDS));
    this.opens = slots.notBefore(demand.earliestStart());
    int lastEnd =
        demand.interruptible()
            ? slots.at(demand.deadline())
            : slots.at(demand.deadline() - demand.durationSeconds()) + length;
    this.closes = Math.max(opens, lastEnd);
  }

  TaskDemand demand() {
    return demand;
  }

  boolean isPausable() {
    return demand.interruptible();
  }

  int cores() {
    return demand.cores();
  }

  int[] sites() {
    return sites;
  }

  /** The first slot that it may run in. */
  int opens() {
    return opens;
  }

  /** The first slot after those that it may run in. */
  int closes() {
    return closes;
  }

  /** How many slots it runs in. */
  int length() {
    return length;
  }

  /** Without stretches while it has none. */
  SlotPlace place() {
    return place;
  }

  /** The same to the second, without a place. */
  PlannedTask planned() {
    return new PlannedTask(demand, sites);
  }

  boolean isPlaced() {
    return place.count() > 0;
  }

  /**
   * The place in order of time, as long as the task lasts: what it does not need of its slots is
   * left out at the end of the stretch that was added last.
   */
  List<Segment> segments(Slots slots) {
    List<Segment> segments = new ArrayList<>(place.count());
    long spare = length * Slots.SECONDS - demand.durationSeconds();
    for (int i = 0; i < place.count(); i++) {
      long end = slots.time(place.end(i)) - (i == place.count() - 1 ? spare : 0);
      segments.add(new Segment(place.server(i), slots.time(place.first(i)), end));
    }
    segments.sort(Comparator.comparingLong(Segment::start));
    return Segment.joined(segments);
  }
}
