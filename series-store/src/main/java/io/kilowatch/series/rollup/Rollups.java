package io.kilowatch.series.rollup;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.series.Readings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Computes roll-ups from readings; nothing else does, so they can always be made again. */
public final class Rollups {
  public static final long MINUTE_MILLIS = 60_000;

  private Rollups() {}

  /**
   * The roll-up of all these readings.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Rollup of(Readings readings, long startMillis, Duration maxGap) {
    if (readings.isEmpty()) {
      throw new IllegalArgumentException("no readings, no roll-up");
    }
    CompensatedSum sum = new CompensatedSum();
    CompensatedSum valueMillis = new CompensatedSum();
    long maxGapMillis = maxGap.toMillis();
    long covered = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    Set<Origin> origins = EnumSet.noneOf(Origin.class);
    for (int i = 0; i < readings.size(); i++) {
      double value = readings.value(i);
      sum.add(value);
      min = Math.min(min, value);
      max = Math.max(max, value);
      origins.add(readings.origin(i));
      if (i + 1 < readings.size()) {
        long step = readings.timestampMillis(i + 1) - readings.timestampMillis(i);
        long hold = Math.min(step, maxGapMillis);
        valueMillis.add(value * hold);
        covered += hold;
      }
    }
    return new Rollup(
        startMillis,
        readings.size(),
        sum.value(),
        min,
        max,
        readings.firstMillis(),
        readings.value(0),
        readings.lastMillis(),
        readings.last().value(),
        valueMillis.value() / 1000,
        covered,
        origins);
  }

  /** One for each minute that has readings, in order. */
  public static List<Rollup> minutes(Readings readings, Duration maxGap) {
    List<Rollup> minutes = new ArrayList<>();
    for (int i = 0; i < readings.size(); ) {
      long start = Math.floorDiv(readings.timestampMillis(i), MINUTE_MILLIS) * MINUTE_MILLIS;
      Readings minute = readings.slice(start, start + MINUTE_MILLIS);
      minutes.add(of(minute, start, maxGap));
      i += minute.size();
    }
    return minutes;
  }
}
