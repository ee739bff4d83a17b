package io.kilowatch.scheduler.intensity;

import io.kilowatch.base.carbon.CarbonIntensity;
import io.kilowatch.scheduler.intensity.OutlookHour.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The outlooks of all zones in memory. An hour is what was observed, else what is expected, else
 * what the profile says, which is there for each zone and time. Asks nobody, so it is always there.
 */
final class Outlooks implements ZoneForecasts {

  private static final Duration HOUR = Duration.ofHours(1);

  /** So many hours since 1970 are never reached. */
  private static final long HOURS_APART = 1L << 32;

  private final Map<String, ZoneOutlook> zones = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();
  private final CarbonIntensity profile;
  private final Clock clock;

  Outlooks(CarbonIntensity profile, Clock clock) {
    this.profile = profile;
    this.clock = clock;
  }

  /** Takes the place of what was known of the zone. */
  void put(String gridZone, ZoneOutlook outlook) {
    zones.put(gridZone, outlook);
    changes.incrementAndGet();
  }

  Optional<ZoneOutlook> zone(String gridZone) {
    return Optional.ofNullable(zones.get(gridZone));
  }

  /** The hours with all that is known of them. */
  List<OutlookHour> outlook(String gridZone, Instant from, Instant to) {
    ZoneOutlook known = zones.get(gridZone);
    List<OutlookHour> hours = new ArrayList<>();
    for (Instant hour = from.truncatedTo(ChronoUnit.HOURS);
        hour.isBefore(to);
        hour = hour.plus(HOUR)) {
      hours.add(hour(known, gridZone, hour));
    }
    return hours;
  }

  private OutlookHour hour(@Nullable ZoneOutlook known, String gridZone, Instant hour) {
    Optional<OutlookHour> told = known == null ? Optional.empty() : known.hour(hour);
    return told.orElseGet(() ->
        OutlookHour.ofProfile(hour, profile.gramsPerKwh(gridZone, hour), profile.basis(gridZone)));
  }

  /**
   * Where nothing was ever observed in a zone, what the profile says of the past counts as
   * observed: all of the platform goes by it.
   */
  @Override
  public List<ZoneHour> hours(String gridZone, Instant from, Instant to) {
    Instant now = clock.instant();
    boolean profileAlone = !zones.containsKey(gridZone);
    return outlook(gridZone, from, to).stream()
        .map(hour ->
            hour.zoneHour(
                hour.kind() == Kind.OBSERVED || (profileAlone && !hour.start().isAfter(now))))
        .toList();
  }

  /** Other with each change, and with each hour that begins, as one more may be observed then. */
  @Override
  public long version(Instant now) {
    return changes.get() * HOURS_APART + now.getEpochSecond() / HOUR.toSeconds();
  }
}
