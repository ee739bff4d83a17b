package io.kilowatch.series.store;

import java.time.Duration;

/** When what is written now expires: so long after its last reading as retention says. */
record Expiry(Duration retention, long nowMillis) {
  /** Cassandra takes no time to live beyond 20 years. */
  private static final long MAX_SECONDS = 630_720_000;

  /** Seconds to live from now; none or fewer means that it has expired already. */
  int ttlSeconds(long lastReadingMillis) {
    long millis = lastReadingMillis + retention.toMillis() - nowMillis;
    return (int) Math.max(0, Math.min(MAX_SECONDS, Math.floorDiv(millis, 1000L)));
  }
}
