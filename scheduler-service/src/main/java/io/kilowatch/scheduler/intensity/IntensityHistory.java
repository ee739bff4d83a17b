package io.kilowatch.scheduler.intensity;

import io.kilowatch.scheduler.intensity.observed.ObservedStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The intensities of any time: what is in memory, and from the store what is older. Unlike what is
 * in memory it is not there while the store is away.
 */
@Component
public final class IntensityHistory implements ZoneForecasts {

  private final Outlooks outlooks;
  private final ObservedStore store;

  IntensityHistory(Outlooks outlooks, ObservedStore store) {
    this.outlooks = outlooks;
    this.store = store;
  }

  /** The hours with all that is known of them. */
  List<OutlookHour> outlook(String gridZone, Instant from, Instant to) {
    Map<Instant, OutlookHour> older = older(gridZone, from, to);
    return outlooks.outlook(gridZone, from, to).stream()
        .map(hour -> older.getOrDefault(hour.start(), hour))
        .toList();
  }

  @Override
  public List<ZoneHour> hours(String gridZone, Instant from, Instant to) {
    Map<Instant, OutlookHour> older = older(gridZone, from, to);
    return outlooks.hours(gridZone, from, to).stream()
        .map(
            hour -> older.containsKey(hour.start()) ? older.get(hour.start()).zoneHour(true) : hour)
        .toList();
  }

  @Override
  public long version(Instant now) {
    return outlooks.version(now);
  }

  /** What was observed before the first hour in memory. */
  private Map<Instant, OutlookHour> older(String gridZone, Instant from, Instant to) {
    Instant start = from.truncatedTo(ChronoUnit.HOURS);
    Optional<Instant> inMemory = outlooks.zone(gridZone).map(ZoneOutlook::first);
    if (inMemory.isEmpty() || !start.isBefore(inMemory.get())) {
      return Map.of();
    }
    Map<Instant, OutlookHour> older = new HashMap<>();
    Instant end = inMemory.get().isBefore(to) ? inMemory.get() : to;
    store
        .between(gridZone, start, end)
        .forEach(observed -> older.put(observed.hour(), OutlookHour.of(observed)));
    return older;
  }
}
