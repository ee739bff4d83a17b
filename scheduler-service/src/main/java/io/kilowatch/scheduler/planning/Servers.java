package io.kilowatch.scheduler.planning;

import io.kilowatch.scheduler.plan.Fleet;
import io.kilowatch.scheduler.plan.Segment;
import io.kilowatch.scheduler.task.TaskSegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns segments as they are kept, by server id, into the planner's, by number, and back. */
final class Servers {

  private final Fleet fleet;
  private final Map<String, Integer> numbers = new HashMap<>();

  Servers(Fleet fleet) {
    this.fleet = fleet;
    for (int number = 0; number < fleet.size(); number++) {
      numbers.put(fleet.server(number).id(), number);
    }
  }

  boolean knows(String id) {
    return numbers.containsKey(id);
  }

  /** All of them must be on servers of the fleet. */
  List<Segment> inPlanner(List<TaskSegment> segments) {
    return segments.stream().map(this::inPlanner).toList();
  }

  private Segment inPlanner(TaskSegment segment) {
    Integer number = numbers.get(segment.serverId());
    if (number == null) {
      throw new IllegalArgumentException("there is no server " + segment.serverId());
    }
    return new Segment(number, Seconds.of(segment.start()), Seconds.notBefore(segment.end()));
  }

  List<TaskSegment> inStore(List<Segment> segments) {
    return segments.stream()
        .map(segment ->
            new TaskSegment(
                fleet.server(segment.server()).id(),
                Seconds.instant(segment.start()),
                Seconds.instant(segment.end())))
        .toList();
  }
}
