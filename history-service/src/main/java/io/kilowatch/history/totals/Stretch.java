package io.kilowatch.history.totals;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.series.Sample;
import io.kilowatch.series.rollup.Integral;
import io.kilowatch.series.rollup.Rollup;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A slice of a UTC hour as roll-ups tell it.
 *
 * @param before the last reading before the slice
 * @param holding the minute of the same hour that it is of, unless another reading replaces it at
 *     the slice's start
 * @param rollups of the whole hour, or of the minutes in the slice
 */
record Stretch(@Nullable Sample before, @Nullable Rollup holding, List<Rollup> rollups) {

  private static final long NEGLIGIBLE_MILLIS = Duration.ofMinutes(1).toMillis();

  static Stretch ofHour(@Nullable Sample before, List<Rollup> rollup) {
    return new Stretch(before, null, rollup);
  }

  static Stretch ofMinutes(
      List<Rollup> hour, @Nullable Sample beforeHour, long fromMillis, long toMillis) {
    int first = startingBefore(hour, fromMillis);
    List<Rollup> inside = hour.subList(first, startingBefore(hour, toMillis));
    if (first == 0) {
      return new Stretch(beforeHour, null, inside);
    }
    Rollup last = hour.get(first - 1);
    boolean replaced = !inside.isEmpty() && inside.getFirst().firstMillis() == fromMillis;
    return new Stretch(last.last(), replaced ? null : last, inside);
  }

  private static int startingBefore(List<Rollup> minutes, long millis) {
    return (int) minutes.stream().filter(minute -> minute.startMillis() < millis).count();
  }

  Integral integral(long fromMillis, long toMillis, Duration maxGap) {
    return Integral.ofRollups(rollups, before, fromMillis, toMillis, maxGap);
  }

  /** Of a minute with several origins it is not known which one its last reading has. */
  boolean tellsOrigins() {
    return holding == null || holding.origins().size() == 1;
  }

  /** Where the readings come from that hold in it, but for one of an hour before. */
  Set<Origin> origins() {
    Set<Origin> origins = EnumSet.noneOf(Origin.class);
    if (holding != null) {
      origins.addAll(holding.origins());
    }
    rollups.forEach(rollup -> origins.addAll(rollup.origins()));
    return origins;
  }

  /** Whether both have readings at the same times, and no gap of which they don't tell where. */
  boolean coversAs(Stretch other) {
    return sameTime(before, other.before)
        && rollups.size() == other.rollups.size()
        && IntStream.range(0, rollups.size())
            .allMatch(i ->
                sameTimes(rollups.get(i), other.rollups.get(i)) && hasNoGapInside(rollups.get(i)));
  }

  private static boolean sameTime(@Nullable Sample a, @Nullable Sample b) {
    return (a == null || b == null)
        ? (a == null && b == null)
        : a.timestampMillis() == b.timestampMillis();
  }

  private static boolean sameTimes(Rollup a, Rollup b) {
    return a.count() == b.count()
        && a.firstMillis() == b.firstMillis()
        && a.lastMillis() == b.lastMillis()
        && a.coveredMillis() == b.coveredMillis();
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
}
