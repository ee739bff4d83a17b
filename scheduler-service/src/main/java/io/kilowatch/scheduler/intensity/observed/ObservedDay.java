package io.kilowatch.scheduler.intensity.observed;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * The hours of one zone and day, in UTC. A day is a document, since months of hours are read at
 * once, and by their ids.
 *
 * @param hours those that are known, earliest first
 * @param version goes up with each change, so that two that change a day at once don't undo each
 *     other; null before the first
 */
@Document("intensityDays")
record ObservedDay(
    @Id String id,
    String zone,
    Instant day,
    List<KeptHour> hours,
    @Version @Nullable Long version) {

  /** One hour of it, 0 to 23. */
  record KeptHour(int hour, double gramsPerKwh, Source source) {}

  static ObservedDay empty(String zone, Instant day) {
    return new ObservedDay(id(zone, day), zone, day, List.of(), null);
  }

  static Instant dayOf(Instant time) {
    return time.truncatedTo(ChronoUnit.DAYS);
  }

  static String id(String zone, Instant day) {
    return zone + "/" + day.toString().substring(0, "2026-01-01".length());
  }

  /** With those observations of this day that it has not or that outrank what it has. */
  ObservedDay with(Collection<Observation> observations) {
    TreeMap<Integer, KeptHour> byHour = new TreeMap<>();
    hours.forEach(hour -> byHour.put(hour.hour(), hour));
    for (Observation observation : observations) {
      int number = (int) Duration.between(day, observation.hour()).toHours();
      KeptHour later = new KeptHour(number, observation.gramsPerKwh(), observation.source());
      byHour.merge(
          number, later, (kept, told) -> kept.source().yieldsTo(told.source()) ? told : kept);
    }
    return new ObservedDay(id, zone, day, new ArrayList<>(byHour.values()), version);
  }

  List<Observation> observations() {
    return hours.stream()
        .map(kept ->
            new Observation(
                day.plus(Duration.ofHours(kept.hour())), kept.gramsPerKwh(), kept.source()))
        .toList();
  }
}
