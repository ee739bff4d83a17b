package io.kilowatch.series.rollup;

import io.kilowatch.series.Readings;
import io.kilowatch.series.Sample;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time integral of a series over a window, and how much of the window its readings cover.
 *
 * <p>A reading holds from its timestamp until the next one, the last until the window's end, each
 * for the greatest gap at most. A hold that crosses the window's start or end counts for the part
 * inside, so that neighbouring windows add up to the whole. For "none into the future" the caller
 * ends the window at now.
 *
 * @param valueSeconds value times seconds: joules where values are watts
 * @param coveredMillis how much of the window is covered
 */
public record Integral(double valueSeconds, long coveredMillis) {
  public static final Integral NONE = new Integral(0, 0);

  /**
   * Over {@code [fromMillis, toMillis)}, from readings.
   *
   * @param before the last reading before the window, if there is one; readings before the window
   *     in {@code readings} serve as well
   */
  public static Integral of(
      Readings readings, @Nullable Sample before, long fromMillis, long toMillis, Duration maxGap) {
    Holds holds = new Holds(fromMillis, toMillis, maxGap, before);
    for (int i = 0; i < readings.size(); i++) {
      holds.reading(readings.timestampMillis(i), readings.value(i));
    }
    return holds.end();
  }

  /**
   * Over {@code [fromMillis, toMillis)}, from the roll-ups in it, adding the seams between them.
   *
   * @param rollups in order, each with all its readings inside the window
   * @param before the last reading before the window, if there is one
   * @param maxGap the one that the roll-ups were made with
   * @throws IllegalArgumentException if a roll-up reaches out of the window or they overlap
   */
  public static Integral ofRollups(
      List<Rollup> rollups,
      @Nullable Sample before,
      long fromMillis,
      long toMillis,
      Duration maxGap) {
    Holds holds = new Holds(fromMillis, toMillis, maxGap, before);
    rollups.forEach(holds::rollup);
    return holds.end();
  }

  public Integral plus(Integral other) {
    return new Integral(valueSeconds + other.valueSeconds, coveredMillis + other.coveredMillis);
  }
}
