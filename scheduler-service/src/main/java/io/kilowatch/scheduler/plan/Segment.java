package io.kilowatch.scheduler.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of time that a task runs on a server.
 *
 * @param server its number in the {@link Fleet}
 * @param start in seconds since the epoch, the first of it
 * @param end the first second after it
 */
public record Segment(int server, long start, long end) {

  public Segment {
    if (end <= start) {
      throw new IllegalArgumentException("a segment from " + start + " to " + end);
    }
  }

  public long seconds() {
    return end - start;
  }

  /** Segments in order of time, with those that follow each other on one server as one. */
  static List<Segment> joined(List<Segment> segments) {
    List<Segment> joined = new ArrayList<>(segments.size());
    for (Segment next : segments) {
      Segment last = joined.isEmpty() ? null : joined.getLast();
      if (last != null && last.server() == next.server() && last.end() == next.start()) {
        joined.set(joined.size() - 1, new Segment(next.server(), last.start(), next.end()));
      } else {
        joined.add(next);
      }
    }
    return List.copyOf(joined);
  }
}
