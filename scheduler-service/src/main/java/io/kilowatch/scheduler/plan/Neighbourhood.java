package io.kilowatch.scheduler.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Chooses a few tasks that are in each other's way. */
final class Neighbourhood {

  /** How many tasks are chosen together at most. */
  private static final int MOST_CHOSEN = 6;

  /** How far off in the list a neighbour may be: tasks of about one time are near each other. */
  private static final int REACH = 160;

  private static final int TRIES_FOR_EACH = 40;

  private final Fleet fleet;
  private final SplittableRandom random;

  Neighbourhood(Fleet fleet, SplittableRandom random) {
    this.fleet = fleet;
    this.random = random;
  }

  /**
   * A task and some others, in any order: those on one of its servers while it runs, or those that
   * are wherever and whenever it might be.
   *
   * @param movable in order of time
   * @param index of the task
   */
  List<PlannedTask> around(List<PlannedTask> movable, int index) {
    PlannedTask task = movable.get(index);
    int wanted = 1 + random.nextInt(MOST_CHOSEN);
    boolean sameServer = random.nextBoolean();
    int server = task.segments().get(random.nextInt(task.segments().size())).server();
    int first = Math.max(0, index - REACH);
    int last = Math.min(movable.size(), index + REACH + 1);
    List<PlannedTask> chosen = new ArrayList<>(wanted);
    chosen.add(task);
    for (int left = wanted * TRIES_FOR_EACH; left > 0 && chosen.size() < wanted; left--) {
      PlannedTask other = movable.get(random.nextInt(first, last));
      boolean inTheWay = sameServer ? meetsOn(server, other, task) : meetsWindow(other, task);
      if (inTheWay && !chosen.contains(other)) {
        chosen.add(random.nextInt(chosen.size() + 1), other);
      }
    }
    return chosen;
  }

  private static boolean meetsOn(int server, PlannedTask other, PlannedTask task) {
    return other.meets(task.start(), task.end()) && other.runsOn(server);
  }

  private boolean meetsWindow(PlannedTask other, PlannedTask task) {
    return other.meets(task.demand().earliestStart(), task.demand().deadline())
        && task.mayRunAt(fleet.siteOf(other.segments().getFirst().server()));
  }
}
