package io.kilowatch.history.live;

import io.kilowatch.contracts.live.LiveUpdate;
import io.kilowatch.series.SeriesKey;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lets at most one update a second through for each series; of those between, the newest stays. For
 * one thread at a time.
 */
final class FleetThrottle {

  private static final long INTERVAL_MILLIS = 1000;

  private final Clock clock;
  private final Map<SeriesKey, Long> passedAt = new HashMap<>();
  private final Map<SeriesKey, LiveUpdate> waiting = new HashMap<>();

  FleetThrottle(Clock clock) {
    this.clock = clock;
  }

  /** Keeps an update for {@link #due()}, whether it might pass now or not. */
  void hold(SeriesKey key, LiveUpdate update) {
    waiting.put(key, update);
  }

  /** The update itself if it may pass now; else it waits for {@link #due()}. */
  Optional<LiveUpdate> offer(SeriesKey key, LiveUpdate update) {
    if (mayPass(key)) {
      pass(key);
      waiting.remove(key);
      return Optional.of(update);
    }
    waiting.put(key, update);
    return Optional.empty();
  }

  /** The updates that have waited long enough. */
  Map<SeriesKey, LiveUpdate> due() {
    Map<SeriesKey, LiveUpdate> due = new HashMap<>();
    waiting
        .entrySet()
        .removeIf(entry -> {
          boolean passes = mayPass(entry.getKey());
          if (passes) {
            pass(entry.getKey());
            due.put(entry.getKey(), entry.getValue());
          }
          return passes;
        });
    return due;
  }

  private boolean mayPass(SeriesKey key) {
    Long last = passedAt.get(key);
    if (last == null) {
      return true;
    }
    long sinceLast = clock.millis() - last; // negative once the clock was set back
    return sinceLast < 0 || sinceLast >= INTERVAL_MILLIS;
  }

  private void pass(SeriesKey key) {
    passedAt.put(key, clock.millis());
  }
}
