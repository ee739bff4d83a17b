package io.kilowatch.history.live;

import io.kilowatch.contracts.live.LiveUpdate;
import io.kilowatch.series.SeriesKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Gathers the newest value of each series for a second: a page that watches a fleet of thousands
 * could not take a frame for each of them, nor draw each of them every second. Of more than it can
 * show, those that have waited longest go first. For one thread at a time.
 */
final class FleetBatches {

  /** About 70 kB of JSON, of the 128 kB that may wait for a client. */
  static final int MOST = 500;

  /** Values of one second; a fleet with more series is told of each every few seconds. */
  static final int MOST_A_SECOND = 1000;

  private static final long INTERVAL_MILLIS = 1000;

  private final Clock clock;
  private final LinkedHashMap<SeriesKey, LiveUpdate> gathered = new LinkedHashMap<>();
  private long sentAt = -INTERVAL_MILLIS;

  FleetBatches(Clock clock) {
    this.clock = clock;
  }

  void hold(SeriesKey key, LiveUpdate update) {
    gathered.put(key, update);
  }

  /** Once a second what has waited longest, in batches of at most {@link #MOST}. */
  List<List<LiveUpdate>> due() {
    long now = clock.millis();
    long sinceSent = now - sentAt; // negative once the clock was set back
    if (gathered.isEmpty() || (sinceSent >= 0 && sinceSent < INTERVAL_MILLIS)) {
      return List.of();
    }
    sentAt = now;
    List<List<LiveUpdate>> batches = new ArrayList<>();
    for (int sent = 0; sent < MOST_A_SECOND && !gathered.isEmpty(); sent += MOST) {
      batches.add(oldest());
    }
    return batches;
  }

  private List<LiveUpdate> oldest() {
    List<LiveUpdate> batch = new ArrayList<>(MOST);
    while (batch.size() < MOST && !gathered.isEmpty()) {
      batch.add(gathered.pollFirstEntry().getValue());
    }
    return batch;
  }
}
