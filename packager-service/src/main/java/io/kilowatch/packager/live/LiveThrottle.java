package io.kilowatch.packager.live;

import io.kilowatch.contracts.live.LiveUpdate;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.series.SeriesKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps the newest value of each series until it may be shown: at most four times a second, only
 * while it is younger than two minutes, only if it is newer than what was shown last.
 */
@Component
public class LiveThrottle {

  static final Duration INTERVAL = Duration.ofMillis(250);
  static final Duration OLDEST = Duration.ofMinutes(2);
  static final int MOST_SERIES = 200_000;

  private static final class Series {
    /** Of the newest, shown or pending; of one that is ahead of its time, when it came. */
    private long newestTimestamp = Long.MIN_VALUE;

    private long shownAt = Long.MIN_VALUE / 2;

    /** What it waits with, among {@link #waiting}; null while it has nothing to show. */
    private @Nullable LiveUpdate pending;
  }

  private final Clock clock;
  private final Map<SeriesKey, Series> bySeries = new HashMap<>();
  private final List<Series> waiting = new ArrayList<>();
  private long forgottenAt = Long.MIN_VALUE / 2;

  LiveThrottle(Clock clock) {
    this.clock = clock;
  }

  /**
   * Remembers the newest reading of a run, if it is worth showing. Never blocks for long.
   *
   * @param key the run's series: of a large fleet each reading comes through here, so it is best
   *     the same object each time
   */
  public void offer(SeriesKey key, ReadingRun run) {
    int newest = newest(run);
    long timestamp = run.timestampsMillis()[newest];
    if (timestamp <= clock.millis() - OLDEST.toMillis()) {
      return;
    }
    remember(
        key,
        new LiveUpdate(
            key.serverId(), key.metric(), timestamp, run.values()[newest], run.origin()));
  }

  private synchronized void remember(SeriesKey key, LiveUpdate update) {
    Series series = bySeries.get(key);
    if (series == null) {
      if (bySeries.size() >= MOST_SERIES) {
        return;
      }
      series = new Series();
      bySeries.put(key, series);
    }
    if (update.timestamp() > series.newestTimestamp) {
      series.newestTimestamp = Math.min(update.timestamp(), clock.millis());
      if (series.pending == null) {
        waiting.add(series);
      }
      series.pending = update;
    }
  }

  /** What may be shown now; from here on it counts as shown. */
  synchronized List<LiveUpdate> due() {
    long now = clock.millis();
    List<LiveUpdate> due = new ArrayList<>();
    waiting.removeIf(series -> {
      long sinceShown = now - series.shownAt; // negative once the clock was set back
      if (sinceShown >= 0 && sinceShown < INTERVAL.toMillis()) {
        return false;
      }
      LiveUpdate pending = Objects.requireNonNull(series.pending);
      series.pending = null;
      series.shownAt = now;
      if (pending.timestamp() > now - OLDEST.toMillis()) {
        due.add(pending);
      }
      return true;
    });
    forgetSilent(now);
    return due;
  }

  /** A series that shows nothing younger than two minutes has nothing to be compared with. */
  private void forgetSilent(long now) {
    long oldest = now - OLDEST.toMillis();
    if (forgottenAt < oldest) {
      bySeries.values().removeIf(s -> s.pending == null && s.newestTimestamp < oldest);
      forgottenAt = now;
    }
  }

  synchronized int size() {
    return bySeries.size();
  }

  private static int newest(ReadingRun run) {
    long[] timestamps = run.timestampsMillis();
    int newest = 0;
    for (int i = 1; i < timestamps.length; i++) {
      if (timestamps[i] > timestamps[newest]) {
        newest = i;
      }
    }
    return newest;
  }
}
