package io.kilowatch.scheduler.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes room for a task that finds none: takes tasks that have not begun out of its way, those
 * first that could wait longest, and places them elsewhere or later, all by their deadlines.
 */
final class RoomMaker {

  /** How many tasks are moved for one at most. */
  private static final int MOST_MOVED = 24;

  private final Occupancy occupancy;
  private final Insertion insertion;

  RoomMaker(Occupancy occupancy, Insertion insertion) {
    this.occupancy = occupancy;
    this.insertion = insertion;
  }

  /** The task's segments, with others moved; null if that can't be done, with none moved. */
  @Nullable List<Segment> makeRoom(PlannedTask task, List<PlannedTask> movable, long now) {
    List<PlannedTask> moved = new ArrayList<>();
    for (PlannedTask other : inTheWay(task, movable, now)) {
      occupancy.remove(other.cores(), other.segments());
      moved.addFirst(other);
      List<Segment> segments = insertion.cheapest(task, now);
      if (segments == null) {
        continue;
      }
      occupancy.add(task.cores(), segments);
      boolean done = placeAgain(moved, now);
      occupancy.remove(task.cores(), segments);
      if (done) {
        return segments;
      }
    }
    for (PlannedTask other : moved) {
      occupancy.add(other.cores(), other.segments());
    }
    return null;
  }

  private List<PlannedTask> inTheWay(PlannedTask task, List<PlannedTask> movable, long now) {
    return movable.stream()
        .filter(other -> other.isMovable(now) && !other.hasBegun(now))
        .filter(other -> other.segments().getFirst().start() < task.demand().deadline())
        .filter(other -> other.end() > task.demand().earliestStart())
        .filter(other -> task.mayRunAt(siteOf(other)))
        .sorted(Comparator.comparingLong(other -> other.end() - other.demand().deadline()))
        .limit(MOST_MOVED)
        .toList();
  }

  private int siteOf(PlannedTask task) {
    return occupancy.fleet().siteOf(task.segments().getFirst().server());
  }

  /** Places all of the tasks or, if one finds no room, none. */
  private boolean placeAgain(List<PlannedTask> tasks, long now) {
    List<List<Segment>> found = new ArrayList<>();
    for (PlannedTask task : tasks) {
      List<Segment> segments = insertion.cheapest(task, now);
      if (segments == null) {
        for (int i = 0; i < found.size(); i++) {
          occupancy.remove(tasks.get(i).cores(), found.get(i));
        }
        return false;
      }
      occupancy.add(task.cores(), segments);
      found.add(segments);
    }
    for (int i = 0; i < found.size(); i++) {
      tasks.get(i).place(found.get(i), now);
    }
    return true;
  }
}
