package io.kilowatch.packager.shift;

import java.time.Duration;

/** Ever longer waits, up to a bound, until something succeeds. */
public final class Backoff {

  private static final long FIRST_MILLIS = 200;
  private static final long LONGEST_MILLIS = 10_000;

  private long nextMillis = FIRST_MILLIS;

  /** The next wait; the one after is twice as long. */
  public synchronized Duration next() {
    long millis = nextMillis;
    nextMillis = Math.min(LONGEST_MILLIS, nextMillis * 2);
    return Duration.ofMillis(millis);
  }

  /** Something succeeded. */
  public synchronized void reset() {
    nextMillis = FIRST_MILLIS;
  }
}
