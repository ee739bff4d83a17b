package io.kilowatch.scheduler.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes tasks out and inserts what is left of them again, one after another, each at its cheapest
 * place beside all others. What costs too much, or finds no place, is undone.
 */
final class Rearrangement {

  /** What a change must gain, relatively, to be one and not an error of rounding. */
  private static final double LEAST_GAIN = 1e-9;

  private final Occupancy occupancy;
  private final Insertion insertion;
  private final double disturbGain;

  /**
   * Changes to what is placed.
   *
   * @param disturbGain the share of what the tasks still cost that must be saved if one of them
   *     that runs is to be paused or moved at once
   */
  Rearrangement(Occupancy occupancy, Insertion insertion, double disturbGain) {
    this.occupancy = occupancy;
    this.insertion = insertion;
    this.disturbGain = disturbGain;
  }

  /**
   * Tries one order.
   *
   * @param tolerated by how much tasks of which none is disturbed may cost more than before, in the
   *     unit of the {@link Tariff}
   */
  void attempt(List<PlannedTask> order, double tolerated, long now) {
    double before = 0;
    List<List<Segment>> old = new ArrayList<>(order.size());
    for (PlannedTask task : order) {
      List<Segment> left = task.left(now);
      occupancy.remove(task.cores(), left);
      before += insertion.cost(task.cores(), left);
      old.add(left);
    }
    List<List<Segment>> found = insert(order, before, tolerated, now);
    if (found.size() == order.size()) {
      for (int i = 0; i < found.size(); i++) {
        order.get(i).place(found.get(i), now);
      }
      return;
    }
    for (int i = 0; i < found.size(); i++) {
      occupancy.remove(order.get(i).cores(), found.get(i));
    }
    for (int i = 0; i < old.size(); i++) {
      occupancy.add(order.get(i).cores(), old.get(i));
    }
  }

  /** Inserts one after another, as long as there is a place and they don't cost too much. */
  private List<List<Segment>> insert(
      List<PlannedTask> order, double before, double tolerated, long now) {
    List<List<Segment>> found = new ArrayList<>(order.size());
    double limit = before * (1 - LEAST_GAIN) + tolerated;
    double cost = 0;
    for (PlannedTask task : order) {
      List<Segment> segments = insertion.cheapest(task, now);
      if (segments == null) {
        return found;
      }
      if (task.isDisturbedBy(segments, now)) {
        limit = before * (1 - disturbGain);
      }
      cost += insertion.cost(task.cores(), segments);
      if (cost >= limit) {
        return found;
      }
      occupancy.add(task.cores(), segments);
      found.add(segments);
    }
    return found;
  }

  /** What is left of a task adds to all others. */
  double cost(PlannedTask task, long now) {
    List<Segment> left = task.left(now);
    occupancy.remove(task.cores(), left);
    double cost = insertion.cost(task.cores(), left);
    occupancy.add(task.cores(), left);
    return cost;
  }
}
