package io.kilowatch.history.series;

import java.time.Duration;

/** What a series is put together from, finest first. */
enum Grain {
  READING(Duration.ofMillis(1)),
  MINUTE(Duration.ofMinutes(1)),
  HOUR(Duration.ofHours(1));

  private final long millis;

  Grain(Duration width) {
    this.millis = width.toMillis();
  }

  /** The first start of such a stretch at or after a time. */
  long ceil(long epochMillis) {
    return Math.ceilDiv(epochMillis, millis) * millis;
  }

  /** The last start of such a stretch at or before a time. */
  long floor(long epochMillis) {
    return Math.floorDiv(epochMillis, millis) * millis;
  }
}
