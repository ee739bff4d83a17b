package io.kilowatch.benchmarks.compaction;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Lets days pass in seconds. */
final class SimulatedClock extends Clock {
  private volatile Instant now;

  SimulatedClock(Instant now) {
    this.now = now;
  }

  void set(Instant changed) {
    now = changed;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(now, zone);
  }
}
