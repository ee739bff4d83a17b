package io.kilowatch.scheduler.intensity.observed;

import java.time.Instant;

/**
 * The carbon intensity that one hour had.
 *
 * @param hour its start, a full hour in UTC
 * @param gramsPerKwh gCO2eq/kWh of life-cycle emissions
 */
public record Observation(Instant hour, double gramsPerKwh, Source source) {

  /** Far above any grid's: coal alone is below 1,500. */
  public static final double HIGHEST_GRAMS_PER_KWH = 5_000;
}
