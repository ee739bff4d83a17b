package io.kilowatch.scheduler.intensity;

import io.kilowatch.scheduler.intensity.forecast.ExpectedHour;
import io.kilowatch.scheduler.intensity.observed.Observation;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One hour of a zone, with where its figure is from.
 *
 * @param gramsPerKwh gCO2eq/kWh
 * @param source of what was observed, or of the profile
 * @param expected how it was forecast; null if it was not
 */
record OutlookHour(
    Instant start,
    double gramsPerKwh,
    Kind kind,
    @Nullable String source,
    @Nullable ExpectedHour expected) {

  /** Where a figure is from. */
  enum Kind {
    OBSERVED,
    FORECAST,
    /** Made up, or of another year: neither is known. */
    PROFILE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static OutlookHour of(Observation observed) {
    return new OutlookHour(
        observed.hour(), observed.gramsPerKwh(), Kind.OBSERVED, observed.source().toString(), null);
  }

  static OutlookHour of(Instant start, ExpectedHour expected) {
    return new OutlookHour(start, expected.gramsPerKwh(), Kind.FORECAST, null, expected);
  }

  static OutlookHour ofProfile(Instant start, double gramsPerKwh, String basis) {
    return new OutlookHour(start, gramsPerKwh, Kind.PROFILE, basis, null);
  }

  /** As the planner sees it; of what has no band, low and high are the figure itself. */
  ZoneHour zoneHour(boolean observed) {
    return expected == null
        ? new ZoneHour(start, gramsPerKwh, gramsPerKwh, gramsPerKwh, observed)
        : new ZoneHour(
            start, gramsPerKwh, expected.lowGramsPerKwh(), expected.highGramsPerKwh(), observed);
  }
}
