package io.kilowatch.scheduler.task;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time that a task runs on a server.
 *
 * @param end the first time after it
 */
public record TaskSegment(String serverId, Instant start, Instant end) {

  public TaskSegment until(Instant other) {
    return new TaskSegment(serverId, start, other);
  }

  public Duration length() {
    return Duration.between(start, end);
  }

  /** For how long both run on one server. */
  Duration beside(TaskSegment other) {
    Instant from = start.isAfter(other.start) ? start : other.start;
    Instant to = end.isBefore(other.end) ? end : other.end;
    return serverId.equals(other.serverId) && from.isBefore(to)
        ? Duration.between(from, to)
        : Duration.ZERO;
  }
}
