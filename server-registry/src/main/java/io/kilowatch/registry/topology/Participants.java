package io.kilowatch.registry.topology;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.kilowatch.contracts.discovery.Participant;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps who has announced itself, and forgets who has been silent for a day. */
@Component
class Participants {

  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

  private final MongoTemplate mongo;
  private final Clock clock;

  Participants(MongoTemplate mongo, Clock clock) {
    this.mongo = mongo;
    this.clock = clock;
  }

  void announced(Participant participant) {
    KnownParticipant before = mongo.findById(participant.id(), KnownParticipant.class);
    mongo.save(KnownParticipant.of(participant, before, clock.instant()));
  }

  List<KnownParticipant> all() {
    return mongo.find(
        query(where("lastSeen").gte(clock.instant().minus(FORGOTTEN_AFTER)))
            .with(Sort.by("role", "id")),
        KnownParticipant.class);
  }

  @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
  void sweep() {
    mongo.remove(
        query(where("lastSeen").lt(clock.instant().minus(FORGOTTEN_AFTER))),
        KnownParticipant.class);
  }
}
