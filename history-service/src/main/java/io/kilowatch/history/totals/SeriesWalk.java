package io.kilowatch.history.totals;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.history.store.SeriesSource;
import io.kilowatch.series.Readings;
import io.kilowatch.series.Sample;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.rollup.Integral;
import io.kilowatch.series.rollup.Rollup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes forward through a series in slices of at most a UTC hour that follow each other without a
 * gap: a whole hour is taken from its roll-up, a cut one from its readings. The last reading goes
 * along, because it holds into what follows.
 */
final class SeriesWalk {

  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  private static final long NEGLIGIBLE_MILLIS = Duration.ofMinutes(1).toMillis();

  /** Bounds how many roll-ups are in memory at a time. */
  private static final long AHEAD_MILLIS = Duration.ofDays(32).toMillis();

  private final SeriesSource source;
  private final SeriesKey key;
  private final Duration maxGap;
  private final long endMillis;

  private final Deque<Rollup> ahead = new ArrayDeque<>();
  private long loadedUntil;

  private long hour;
  private @Nullable Sample before;
  private @Nullable Rollup rollup;
  private @Nullable Readings readings;

  SeriesWalk(SeriesSource source, SeriesKey key, Duration maxGap, long fromMillis, long endMillis) {
    this.source = source;
    this.key = key;
    this.maxGap = maxGap;
    this.endMillis = endMillis;
    this.hour = hourOf(fromMillis);
    this.loadedUntil = hour;
    this.before = source.lastBefore(key, Instant.ofEpochMilli(hour), maxGap).orElse(null);
  }

  static long hourOf(long millis) {
    return Math.floorDiv(millis, HOUR_MILLIS) * HOUR_MILLIS;
  }

  static long hourAfter(long millis) {
    return hourOf(millis) + HOUR_MILLIS;
  }

  /** The integral over the next slice, which lies in one hour. */
  Integral over(long fromMillis, long toMillis) {
    moveTo(hourOf(fromMillis));
    if (toMillis - fromMillis == HOUR_MILLIS) {
      Rollup whole = takeRollup();
      rollup = whole;
      return Integral.ofRollups(
          whole == null ? List.of() : List.of(whole), before, fromMillis, toMillis, maxGap);
    }
    return Integral.of(readings(), before, fromMillis, toMillis, maxGap);
  }

  /** Where the readings come from that hold in the current slice, but for one of an hour before. */
  Set<Origin> origins(long fromMillis, long toMillis) {
    if (toMillis - fromMillis == HOUR_MILLIS) {
      return rollup == null ? Set.of() : rollup.origins();
    }
    Readings all = readings();
    Set<Origin> origins = EnumSet.noneOf(Origin.class);
    for (int i = 0; i < all.size(); i++) {
      boolean replaced = i + 1 < all.size() && all.timestampMillis(i + 1) <= fromMillis;
      if (!replaced && all.timestampMillis(i) < toMillis) {
        origins.add(all.origin(i));
      }
    }
    return origins;
  }

  /** The integral over what of the current slice the other series does not cover. */
  Integral outside(SeriesWalk other, long fromMillis, long toMillis) {
    Integral sum = Integral.NONE;
    Readings theirs = other.readings();
    long uncovered = fromMillis;
    Sample held = other.before;
    for (int i = 0; i <= theirs.size() && uncovered < toMillis; i++) {
      long next = i == theirs.size() ? toMillis : Math.min(theirs.timestampMillis(i), toMillis);
      uncovered = Math.max(uncovered, held == null ? uncovered : heldUntil(held));
      if (next > uncovered) {
        sum = sum.plus(Integral.of(readings(), before, uncovered, next, maxGap));
        uncovered = next;
      }
      held = i == theirs.size() ? held : theirs.sample(i);
    }
    return sum;
  }

  /**
   * Whether roll-ups alone tell that the other series covers the current hour in the same way. Two
   * sensors that report together do; it saves reading every hour that a gap reaches into.
   */
  boolean coversAs(SeriesWalk other) {
    return readings == null
        && other.readings == null
        && sameTime(before, other.before)
        && sameTimes(rollup, other.rollup)
        && (rollup == null || hasNoGapInside(rollup));
  }

  /**
   * A roll-up does not tell where gaps inside its hour lie, unless it has two readings. Sensors
   * with a reading each quarter of an hour leave moments uncovered in every hour: to read all of
   * those would cost more than they can amount to.
   */
  private static boolean hasNoGapInside(Rollup rollup) {
    long uncoveredMillis = rollup.lastMillis() - rollup.firstMillis() - rollup.coveredMillis();
    return rollup.count() <= 2 || uncoveredMillis <= NEGLIGIBLE_MILLIS;
  }

  private static boolean sameTime(@Nullable Sample a, @Nullable Sample b) {
    return (a == null || b == null)
        ? (a == null && b == null)
        : a.timestampMillis() == b.timestampMillis();
  }

  private static boolean sameTimes(@Nullable Rollup a, @Nullable Rollup b) {
    if (a == null || b == null) {
      return a == null && b == null;
    }
    return a.count() == b.count()
        && a.firstMillis() == b.firstMillis()
        && a.lastMillis() == b.lastMillis()
        && a.coveredMillis() == b.coveredMillis();
  }

  private long heldUntil(Sample sample) {
    return sample.timestampMillis() + maxGap.toMillis();
  }

  private Readings readings() {
    Readings current = readings;
    if (current == null) {
      current = source.readHour(key, Instant.ofEpochMilli(hour));
      readings = current;
    }
    return current;
  }

  private void moveTo(long nextHour) {
    if (nextHour == hour) {
      return;
    }
    if (readings != null && !readings.isEmpty()) {
      before = readings.last();
    } else if (rollup != null) {
      before = rollup.last();
    }
    readings = null;
    rollup = null;
    hour = nextHour;
  }

  private @Nullable Rollup takeRollup() {
    if (hour >= loadedUntil) {
      loadedUntil = Math.min(hour + AHEAD_MILLIS, Math.max(hourOf(endMillis), hour + HOUR_MILLIS));
      ahead.clear();
      ahead.addAll(
          source.rollups(key, Instant.ofEpochMilli(hour), Instant.ofEpochMilli(loadedUntil)));
    }
    while (!ahead.isEmpty() && ahead.peekFirst().startMillis() < hour) {
      ahead.removeFirst();
    }
    return !ahead.isEmpty() && ahead.peekFirst().startMillis() == hour ? ahead.removeFirst() : null;
  }
}
