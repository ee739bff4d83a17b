package io.kilowatch.history.totals;

import io.kilowatch.series.rollup.Rollup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Roll-ups of one UTC hour after another, read as far ahead as memory may hold and up to the end of
 * a day, because the store keeps them by days.
 */
final class RollupsAhead {

  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private final BiFunction<Instant, Instant, List<Rollup>> read;
  private final long atMostMillis;
  private final long endMillis;
  private final Deque<Rollup> ahead = new ArrayDeque<>();
  private long loadedUntil = Long.MIN_VALUE;

  /**
   * Ahead by whole days.
   *
   * @param read gives those that start between two times, in order
   * @param endMillis of the last hour that is asked for
   */
  RollupsAhead(BiFunction<Instant, Instant, List<Rollup>> read, Duration atMost, long endMillis) {
    this.read = read;
    this.atMostMillis = atMost.toMillis();
    this.endMillis = endMillis;
  }

  /** Those of the hour that starts then, which is later than the one before. */
  List<Rollup> ofHour(long hour) {
    long next = hour + HOUR_MILLIS;
    if (hour >= loadedUntil) {
      long day = Math.floorDiv(hour + atMostMillis, DAY_MILLIS) * DAY_MILLIS;
      loadedUntil = Math.max(Math.min(day, endMillis), next);
      ahead.clear();
      ahead.addAll(read.apply(Instant.ofEpochMilli(hour), Instant.ofEpochMilli(loadedUntil)));
    }
    List<Rollup> found = new ArrayList<>();
    while (!ahead.isEmpty() && ahead.peekFirst().startMillis() < next) {
      Rollup first = ahead.removeFirst();
      if (first.startMillis() >= hour) {
        found.add(first);
      }
    }
    return found;
  }
}
