package io.kilowatch.scheduler.planning;

import java.time.Instant;

/** The planner's times: whole seconds since the epoch. */
final class Seconds {

  private Seconds() {}

  /** The second that a time is in. */
  static long of(Instant time) {
    return time.getEpochSecond();
  }

  /** The first second that is not before a time. */
  static long notBefore(Instant time) {
    return time.getNano() == 0 ? time.getEpochSecond() : time.getEpochSecond() + 1;
  }

  static Instant instant(long seconds) {
    return Instant.ofEpochSecond(seconds);
  }
}
