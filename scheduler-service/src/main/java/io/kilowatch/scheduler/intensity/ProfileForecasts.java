package io.kilowatch.scheduler.intensity;

import io.kilowatch.base.carbon.CarbonIntensity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The profile that emulated sensors go by: it is known for all times, so it does not err. */
final class ProfileForecasts implements ZoneForecasts {

  private static final Duration HOUR = Duration.ofHours(1);

  private final CarbonIntensity profile;
  private final Clock clock;

  ProfileForecasts(CarbonIntensity profile, Clock clock) {
    this.profile = profile;
    this.clock = clock;
  }

  @Override
  public List<ZoneHour> hours(String gridZone, Instant from, Instant to) {
    Instant now = clock.instant();
    List<ZoneHour> hours = new ArrayList<>();
    for (Instant hour = from.truncatedTo(ChronoUnit.HOURS);
        hour.isBefore(to);
        hour = hour.plus(HOUR)) {
      double grams = profile.gramsPerKwh(gridZone, hour);
      hours.add(new ZoneHour(hour, grams, grams, grams, !hour.isAfter(now)));
    }
    return hours;
  }

  /** The number of the hour: when it begins, one more is observed. */
  @Override
  public long version() {
    return clock.instant().getEpochSecond() / HOUR.toSeconds();
  }
}
