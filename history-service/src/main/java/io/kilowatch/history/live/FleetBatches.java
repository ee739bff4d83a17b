package io.kilowatch.history.live;

import io.kilowatch.contracts.live.LiveUpdate;
import io.kilowatch.series.SeriesKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers the newest value of each series for a second: a page that watches a fleet of thousands
 * could not take a frame for each of them. For one thread at a time.
 */
final class FleetBatches {

  /** About 70 kB of JSON, of the 128 kB that may wait for a client. */
  static final int MOST = 500;

  private static final long INTERVAL_MILLIS = 1000;

  private final Clock clock;
  private final Map<SeriesKey, LiveUpdate> gathered = new HashMap<>();
  private long sentAt = -INTERVAL_MILLIS;

  FleetBatches(Clock clock) {
    this.clock = clock;
  }

  void hold(SeriesKey key, LiveUpdate update) {
    gathered.put(key, update);
  }

  /** What was gathered, once a second, in batches of at most {@link #MOST}. */
  List<List<LiveUpdate>> due() {
    long now = clock.millis();
    if (gathered.isEmpty() || now < sentAt + INTERVAL_MILLIS) {
      return List.of();
    }
    sentAt = now;
    List<LiveUpdate> all = new ArrayList<>(gathered.values());
    gathered.clear();
    List<List<LiveUpdate>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += MOST) {
      batches.add(all.subList(from, Math.min(from + MOST, all.size())));
    }
    return batches;
  }
}
