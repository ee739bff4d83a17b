package io.kilowatch.scheduler.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Improves plans by removing a few tasks that are in each other's way and inserting them again,
 * each at its cheapest place, in another order (large neighbourhood search: Shaw, Using Constraint
 * Programming and Local Search Methods to Solve Vehicle Routing Problems, CP 1998). What is not
 * better is undone.
 */
final class LocalSearch {

  /** How many tasks are removed together at most. */
  private static final int MOST_REMOVED = 6;

  /** What a change must gain, relatively, to be one and not an error of rounding. */
  private static final double LEAST_GAIN = 1e-9;

  private final Occupancy occupancy;
  private final Insertion insertion;
  private final SplittableRandom random;
  private final double disturbGain;

  LocalSearch(Occupancy occupancy, Insertion insertion, PlannerSettings settings) {
    this.occupancy = occupancy;
    this.insertion = insertion;
    this.random = new SplittableRandom(settings.seed());
    this.disturbGain = settings.disturbGain();
  }

  /**
   * Rearranges some tasks after others.
   *
   * @param movable tasks that have something left to place
   * @param insertions how many are tried
   */
  void improve(List<PlannedTask> movable, long now, int insertions) {
    for (int left = insertions; left > 0 && !movable.isEmpty(); left--) {
      PlannedTask task = movable.get(random.nextInt(movable.size()));
      if (task.hasBegun(now)) {
        moveRest(task, now);
      } else {
        List<PlannedTask> together = neighbours(movable, task, now);
        rearrange(together, now);
        left -= together.size() - 1;
      }
    }
  }

  /** Tries each task on its own, as when the forecast is new. */
  void moveEach(List<PlannedTask> movable, long now) {
    for (PlannedTask task : movable) {
      if (task.hasBegun(now)) {
        moveRest(task, now);
      } else {
        rearrange(List.of(task), now);
      }
    }
  }

  private void moveRest(PlannedTask task, long now) {
    if (!task.isMovable(now)) {
      return;
    }
    List<Segment> old = task.left(now);
    occupancy.remove(task.cores(), old);
    double before = insertion.cost(task.cores(), old);
    double gain = task.isRunning(now) ? disturbGain : LEAST_GAIN;
    List<Segment> found = insertion.cheapestRest(task, now);
    if (found != null && insertion.cost(task.cores(), found) < before * (1 - gain)) {
      task.place(found, now);
      occupancy.add(task.cores(), found);
    } else {
      occupancy.add(task.cores(), old);
    }
  }

  /** The task and some that have not begun and are where it is or might be, in any order. */
  private List<PlannedTask> neighbours(List<PlannedTask> movable, PlannedTask task, long now) {
    int wanted = 1 + random.nextInt(MOST_REMOVED);
    boolean sameServer = random.nextBoolean();
    List<PlannedTask> chosen = new ArrayList<>(wanted);
    chosen.add(task);
    int offset = random.nextInt(movable.size());
    for (int i = 0; i < movable.size() && chosen.size() < wanted; i++) {
      PlannedTask other = movable.get((offset + i) % movable.size());
      if (other != task
          && !other.hasBegun(now)
          && (sameServer ? meetsPlan(other, task) : meetsWindow(other, task))) {
        chosen.add(random.nextInt(chosen.size() + 1), other);
      }
    }
    return chosen;
  }

  private static boolean meetsPlan(PlannedTask other, PlannedTask task) {
    Segment first = task.segments().getFirst();
    Segment theirs = other.segments().getFirst();
    return theirs.server() == first.server()
        && theirs.start() < task.end()
        && first.start() < other.end();
  }

  private boolean meetsWindow(PlannedTask other, PlannedTask task) {
    Segment theirs = other.segments().getFirst();
    return theirs.start() < task.demand().deadline()
        && other.end() > task.demand().earliestStart()
        && task.mayRunAt(occupancy.fleet().siteOf(theirs.server()));
  }

  private void rearrange(List<PlannedTask> order, long now) {
    double before = 0;
    for (PlannedTask task : order) {
      occupancy.remove(task.cores(), task.segments());
      before += insertion.cost(task.cores(), task.segments());
    }
    List<List<Segment>> found = insert(order, before * (1 - LEAST_GAIN), now);
    if (found.size() == order.size()) {
      for (int i = 0; i < found.size(); i++) {
        order.get(i).place(found.get(i), now);
      }
      return;
    }
    for (int i = 0; i < found.size(); i++) {
      occupancy.remove(order.get(i).cores(), found.get(i));
    }
    for (PlannedTask task : order) {
      occupancy.add(task.cores(), task.segments());
    }
  }

  /** Inserts one after another, as long as there is a place and they cost less than a limit. */
  private List<List<Segment>> insert(List<PlannedTask> order, double limit, long now) {
    List<List<Segment>> found = new ArrayList<>(order.size());
    double cost = 0;
    for (PlannedTask task : order) {
      List<Segment> segments = insertion.cheapest(task, now);
      if (segments != null) {
        cost += insertion.cost(task.cores(), segments);
      }
      if (segments == null || cost >= limit) {
        return found;
      }
      occupancy.add(task.cores(), segments);
      found.add(segments);
    }
    return found;
  }
}
