package io.kilowatch.scheduler.plan;

import java.util.ArrayList;
import java.util.List;

/** A task that the planner has placed, and where it will run as of now. */
final class PlannedTask {

  private final TaskDemand demand;

  /** The sites that it may run at and that have a server for it. */
  private final int[] sites;

  /** In order of time. */
  private List<Segment> segments = List.of();

  PlannedTask(TaskDemand demand, int[] sites) {
    this.demand = demand;
    this.sites = sites;
  }

  TaskDemand demand() {
    return demand;
  }

  int cores() {
    return demand.cores();
  }

  int[] sites() {
    return sites;
  }

  boolean mayRunAt(int site) {
    for (int allowed : sites) {
      if (allowed == site) {
        return true;
      }
    }
    return false;
  }

  List<Segment> segments() {
    return segments;
  }

  long start() {
    return segments.getFirst().start();
  }

  long end() {
    return segments.getLast().end();
  }

  /** Whether it has begun before the end of a stretch of time and ends after its start. */
  boolean meets(long from, long to) {
    return start() < to && end() > from;
  }

  boolean runsOn(int server) {
    for (Segment segment : segments) {
      if (segment.server() == server) {
        return true;
      }
    }
    return false;
  }

  boolean hasBegun(long now) {
    return !segments.isEmpty() && start() <= now;
  }

  /** Whether it runs now and would be paused or moved at once if the rest of it were placed so. */
  boolean isDisturbedBy(List<Segment> rest, long now) {
    for (Segment segment : segments) {
      if (segment.start() <= now && now < segment.end()) {
        Segment first = rest.getFirst();
        return first.server() != segment.server() || first.start() > now;
      }
    }
    return false;
  }

  /** Whether there is something of it that can still be placed elsewhere or at another time. */
  boolean isMovable(long now) {
    return demand.interruptible() ? end() > now : !hasBegun(now);
  }

  /** What has not run by now. */
  List<Segment> left(long now) {
    if (start() >= now) {
      return segments;
    }
    List<Segment> left = new ArrayList<>();
    for (Segment segment : segments) {
      if (segment.end() > now) {
        left.add(new Segment(segment.server(), Math.max(segment.start(), now), segment.end()));
      }
    }
    return left;
  }

  long secondsLeft(long now) {
    long seconds = 0;
    for (Segment segment : left(now)) {
      seconds += segment.seconds();
    }
    return seconds;
  }

  /** Keeps what has run by now and places the rest. */
  void place(List<Segment> rest, long now) {
    List<Segment> all = new ArrayList<>();
    for (Segment segment : segments) {
      if (segment.start() < now) {
        all.add(new Segment(segment.server(), segment.start(), Math.min(segment.end(), now)));
      }
    }
    all.addAll(rest);
    segments = Segment.joined(all);
  }
}
