package io.kilowatch.series.store;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers for a while which hours were too large to merge, because finding that out takes reading
 * all of their segments. Late readings make none of them smaller, so that it does not matter
 * whether some came.
 */
final class TooLargeHours {
  private static final int MOST = 1_000;
  private static final long REMEMBERED_MILLIS = Duration.ofHours(6).toMillis();

  private final Clock clock;
  private final Map<SeriesHour, Long> triedMillis =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SeriesHour, Long> eldest) {
          return size() > MOST;
        }
      };

  TooLargeHours(Clock clock) {
    this.clock = clock;
  }

  synchronized void add(SeriesHour hour) {
    triedMillis.put(hour, clock.millis());
  }

  synchronized boolean contains(SeriesHour hour) {
    Long tried = triedMillis.get(hour);
    return tried != null && clock.millis() - tried < REMEMBERED_MILLIS;
  }
}
