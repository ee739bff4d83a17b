package io.kilowatch.packager;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Goes on like the real clock, as far ahead of it as it is told. */
public final class ShiftedClock extends Clock {

  private volatile Duration ahead = Duration.ZERO;

  public void ahead(Duration by) {
    ahead = by;
  }

  @Override
  public Instant instant() {
    return Clock.systemUTC().instant().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("everything here is UTC");
  }
}
