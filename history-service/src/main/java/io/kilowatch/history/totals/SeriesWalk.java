package io.kilowatch.history.totals;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.history.store.SeriesSource;
import io.kilowatch.series.Readings;
import io.kilowatch.series.Sample;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.rollup.Integral;
import io.kilowatch.series.rollup.Rollup;
import io.kilowatch.series.rollup.Rollups;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes forward through a series in slices of at most a UTC hour that follow each other without a
 * gap: a whole hour is taken from its roll-up, a cut one from its readings. Where one cut hour
 * follows another, as in zones that are half an hour off, slices of whole minutes are taken from
 * the roll-ups of those; a single one is as quickly read. The last reading goes along, because it
 * holds into what follows.
 */
final class SeriesWalk {

  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  /** Bounds how many roll-ups are in memory at a time. */
  private static final Duration HOURS_AHEAD = Duration.ofDays(32);

  private static final Duration MINUTES_AHEAD = Duration.ofDays(1);

  private final SeriesSource source;
  private final SeriesKey key;
  private final Duration maxGap;
  private final long endMillis;

  private final RollupsAhead hours;
  private final RollupsAhead minutes;

  private long hour;
  private boolean cut;
  private boolean followsCut;
  private @Nullable Sample before;
  private @Nullable Readings readings;
  private @Nullable List<Rollup> rollups;
  private @Nullable Stretch stretch;

  SeriesWalk(SeriesSource source, SeriesKey key, Duration maxGap, long fromMillis, long endMillis) {
    this.source = source;
    this.key = key;
    this.maxGap = maxGap;
    this.endMillis = endMillis;
    this.hour = hourOf(fromMillis);
    long end = hourOf(endMillis);
    this.hours = new RollupsAhead((from, to) -> source.rollups(key, from, to), HOURS_AHEAD, end);
    this.minutes =
        new RollupsAhead((from, to) -> source.minutes(key, from, to), MINUTES_AHEAD, end);
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
    Stretch next = stretch(fromMillis, toMillis);
    stretch = next;
    return next == null
        ? Integral.of(readings(), before, fromMillis, toMillis, maxGap)
        : next.integral(fromMillis, toMillis, maxGap);
  }

  /** Where the readings come from that hold in the current slice, but for one of an hour before. */
  Set<Origin> origins(long fromMillis, long toMillis) {
    Stretch current = stretch;
    if (current != null && current.tellsOrigins()) {
      return current.origins();
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
   * Whether roll-ups alone tell that the other series covers the current slice in the same way. Two
   * sensors that report together do; it saves reading every hour that a gap reaches into.
   */
  boolean coversAs(SeriesWalk other) {
    return stretch != null && other.stretch != null && stretch.coversAs(other.stretch);
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
    } else if (rollups != null && !rollups.isEmpty()) {
      before = rollups.getLast().last();
    }
    readings = null;
    rollups = null;
    followsCut = cut && nextHour == hour + HOUR_MILLIS;
    cut = false;
    hour = nextHour;
  }

  /** The roll-ups of a slice of the current hour; null where its readings are to be asked. */
  private @Nullable Stretch stretch(long fromMillis, long toMillis) {
    if (toMillis - fromMillis == HOUR_MILLIS) {
      List<Rollup> whole = hours.ofHour(hour);
      rollups = whole;
      return Stretch.ofHour(before, whole);
    }
    cut = true;
    if (!followsCut || hour + HOUR_MILLIS > endMillis || !wholeMinutes(fromMillis, toMillis)) {
      return null;
    }
    List<Rollup> ofHour = rollups;
    if (ofHour == null) {
      ofHour = minutes.ofHour(hour);
      rollups = ofHour;
    }
    return Stretch.ofMinutes(ofHour, before, fromMillis, toMillis);
  }

  private static boolean wholeMinutes(long fromMillis, long toMillis) {
    return fromMillis % Rollups.MINUTE_MILLIS == 0 && toMillis % Rollups.MINUTE_MILLIS == 0;
  }
}
