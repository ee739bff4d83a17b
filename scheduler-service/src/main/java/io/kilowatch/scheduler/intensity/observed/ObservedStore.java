package io.kilowatch.scheduler.intensity.observed;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Keeps what was observed. A value takes the place of what is there if its source is believed at
 * least as much, so that what is told again, late or corrected may come in any order of sources.
 */
@Component
public class ObservedStore {

  /** Far more than sources can meet at one day. */
  private static final int MOST_TRIES = 20;

  private final MongoTemplate mongo;
  private final ApplicationEventPublisher events;

  ObservedStore(MongoTemplate mongo, ApplicationEventPublisher events) {
    this.mongo = mongo;
    this.events = events;
  }

  /** Published in this replica once more is known of a zone; others see its revision change. */
  public record Kept(String zone) {}

  /**
   * Keeps observations of one zone.
   *
   * @return how many hours are otherwise than before
   */
  public int keep(String zone, Collection<Observation> observations) {
    Map<Instant, List<Observation>> byDay =
        observations.stream()
            .collect(Collectors.groupingBy(observation -> ObservedDay.dayOf(observation.hour())));
    int changed = 0;
    for (Map.Entry<Instant, List<Observation>> day : byDay.entrySet()) {
      changed += keepDay(zone, day.getKey(), day.getValue());
    }
    // After a failure between the days and their note, who sends them again changes no hour.
    if (!observations.isEmpty()) {
      noteChange(zone, observations);
      events.publishEvent(new Kept(zone));
    }
    return changed;
  }

  private int keepDay(String zone, Instant day, List<Observation> observations) {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      ObservedDay before = mongo.findById(ObservedDay.id(zone, day), ObservedDay.class);
      ObservedDay base = before == null ? ObservedDay.empty(zone, day) : before;
      ObservedDay after = base.with(observations);
      int changed = changedHours(base, after);
      if (changed == 0) {
        return 0;
      }
      try {
        mongo.save(after);
        return changed;
      } catch (DuplicateKeyException | OptimisticLockingFailureException e) {
        // Somebody else was faster; what they told stays if it outranks this.
      }
    }
    throw new OptimisticLockingFailureException(
        "hours of " + zone + " change faster than they can be kept");
  }

  private static int changedHours(ObservedDay before, ObservedDay after) {
    Set<ObservedDay.KeptHour> changed = new HashSet<>(after.hours());
    before.hours().forEach(changed::remove);
    return changed.size();
  }

  /** After the days: whoever sees the new revision also sees them. */
  private void noteChange(String zone, Collection<Observation> observations) {
    Instant last =
        observations.stream().map(Observation::hour).max(Comparator.naturalOrder()).orElseThrow();
    mongo.upsert(
        query(where("_id").is(zone)),
        new Update().inc("revision", 1L).max("lastHour", last),
        ObservedZone.class);
  }

  /** What is known of a zone's hours in a stretch of time, oldest first. */
  public List<Observation> between(String zone, Instant from, Instant to) {
    List<String> ids = new ArrayList<>();
    for (Instant day = ObservedDay.dayOf(from);
        day.isBefore(to);
        day = day.plus(Duration.ofDays(1))) {
      ids.add(ObservedDay.id(zone, day));
    }
    return mongo.find(query(where("_id").in(ids)), ObservedDay.class).stream()
        .sorted(Comparator.comparing(ObservedDay::day))
        .flatMap(day -> day.observations().stream())
        .filter(known -> !known.hour().isBefore(from) && known.hour().isBefore(to))
        .toList();
  }

  /** All zones of which something is known. */
  public List<ObservedZone> zones() {
    return mongo.find(new Query(), ObservedZone.class);
  }
}
