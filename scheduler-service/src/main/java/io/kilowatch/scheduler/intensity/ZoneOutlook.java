package io.kilowatch.scheduler.intensity;

import io.kilowatch.scheduler.intensity.OutlookHour.Kind;
import io.kilowatch.scheduler.intensity.forecast.ZoneForecaster;
import io.kilowatch.scheduler.intensity.observed.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of one zone: the hours that were observed, and what is expected after them. */
final class ZoneOutlook {

  private static final Duration HOUR = Duration.ofHours(1);

  /** Older hours were only learnt from; who wants to see them reads them from the store. */
  private static final Duration KEPT = Duration.ofDays(35);

  private final Map<Instant, OutlookHour> hours;
  private final Instant first;
  private final Instant observedUntil;

  private ZoneOutlook(Map<Instant, OutlookHour> hours, Instant first, Instant observedUntil) {
    this.hours = Map.copyOf(hours);
    this.first = first;
    this.observedUntil = observedUntil;
  }

  /**
   * Forecasts from what was observed.
   *
   * @param oldestFirst at least one, each of another hour
   */
  static ZoneOutlook of(List<Observation> oldestFirst) {
    Map<Instant, OutlookHour> hours = new HashMap<>();
    oldestFirst.forEach(observed -> hours.put(observed.hour(), OutlookHour.of(observed)));
    Instant first = oldestFirst.getFirst().hour();
    Instant observedUntil = oldestFirst.getLast().hour().plus(HOUR);
    forecast(hours, first, observedUntil);
    Instant kept = observedUntil.minus(KEPT);
    hours.keySet().removeIf(kept::isAfter);
    return new ZoneOutlook(hours, kept.isAfter(first) ? kept : first, observedUntil);
  }

  /** Nothing after an hour has a part in what is expected after it, where hours are missing too. */
  private static void forecast(
      Map<Instant, OutlookHour> hours, Instant first, Instant observedUntil) {
    ZoneForecaster forecaster = new ZoneForecaster(first.getEpochSecond() / HOUR.toSeconds());
    for (Instant hour = first; hour.isBefore(observedUntil); hour = hour.plus(HOUR)) {
      OutlookHour known = hours.get(hour);
      if (known != null && known.kind() == Kind.OBSERVED) {
        forecaster.observe(known.gramsPerKwh());
        expectAfter(hour, forecaster, hours);
      } else {
        forecaster.observe(Double.NaN);
      }
    }
  }

  /** What is expected from an hour up to the next that was observed. */
  private static void expectAfter(
      Instant last, ZoneForecaster forecaster, Map<Instant, OutlookHour> hours) {
    for (int horizon = 1; horizon <= ZoneForecaster.FARTHEST; horizon++) {
      Instant hour = last.plus(HOUR.multipliedBy(horizon));
      if (hours.containsKey(hour)) {
        return;
      }
      forecaster.expect(horizon).ifPresent(e -> hours.put(hour, OutlookHour.of(hour, e)));
    }
  }

  /** The hour that begins then, if it was observed or forecast. */
  Optional<OutlookHour> hour(Instant start) {
    return Optional.ofNullable(hours.get(start));
  }

  /** The start of the first hour that it knows. */
  Instant first() {
    return first;
  }

  /** The end of the last hour that was observed. */
  Instant observedUntil() {
    return observedUntil;
  }
}
