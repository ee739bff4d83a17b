package io.kilowatch.series.rollup;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.series.Sample;
import java.time.Instant;
import java.util.Set;

/**
 * What the readings of one hour or minute sum up to; never empty.
 *
 * @param startMillis start of the hour or minute
 * @param count readings in it
 * @param sum of their values
 * @param integral value times seconds, between the first and the last reading only: each holds
 *     until the next, for the metric's greatest gap at most. What the last one holds beyond is the
 *     seam to the next roll-up, which {@link Integral} adds.
 * @param coveredMillis how much of the time between first and last those holds cover
 * @param origins where its readings came from
 */
public record Rollup(
    long startMillis,
    long count,
    double sum,
    double min,
    double max,
    long firstMillis,
    double firstValue,
    long lastMillis,
    double lastValue,
    double integral,
    long coveredMillis,
    Set<Origin> origins) {

  public Rollup {
    origins = Set.copyOf(origins);
  }

  public Instant start() {
    return Instant.ofEpochMilli(startMillis);
  }

  /** Mean of the readings, each weighing the same. */
  public double mean() {
    return sum / count;
  }

  public Sample last() {
    return new Sample(lastMillis, lastValue);
  }
}
