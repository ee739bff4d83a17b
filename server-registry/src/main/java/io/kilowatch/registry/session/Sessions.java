package io.kilowatch.registry.session;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.kilowatch.base.identifier.Identifier;
import io.kilowatch.contracts.registry.RegistryEvent;
import io.kilowatch.registry.event.RegistryEvents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Starts, renews and revokes sessions; a revoked one stays so in every replica. */
@Component
public class Sessions {

  /** A session ends when it has not been used for this long. */
  static final Duration IDLE = Duration.ofHours(12);

  /** A session ends after this time in any case. */
  static final Duration LONGEST = Duration.ofDays(7);

  private final MongoTemplate mongo;
  private final RegistryEvents events;
  private final Clock clock;

  Sessions(MongoTemplate mongo, RegistryEvents events, Clock clock) {
    this.mongo = mongo;
    this.events = events;
    this.clock = clock;
  }

  /** Begins one of a person whose account has this version. */
  public Session start(String userId, @Nullable Long accountVersion) {
    Instant now = clock.instant();
    return mongo.insert(
        new Session(
            Identifier.fresh(),
            userId,
            accountVersion,
            Identifier.secret(),
            now,
            now,
            now.plus(LONGEST),
            false));
  }

  /** The session, if it still lives. */
  public Optional<Session> living(String id) {
    return Optional.ofNullable(mongo.findOne(query(alive().and("id").is(id)), Session.class));
  }

  /** Notes that it is in use, if it still lives. */
  public Optional<Session> use(String id) {
    return Optional.ofNullable(
        mongo.findAndModify(
            query(alive().and("id").is(id)),
            Update.update("lastUsedAt", clock.instant()),
            FindAndModifyOptions.options().returnNew(true),
            Session.class));
  }

  public void revoke(String id) {
    Session before =
        mongo.findAndModify(
            query(alive().and("id").is(id)), Update.update("revoked", true), Session.class);
    if (before != null) {
      events.publish(RegistryEvent.ofSessionRevoked(clock.instant(), id));
    }
  }

  /** Signs a person out everywhere, but for sessions that know this version of the account. */
  public void revokeBefore(String userId, @Nullable Long accountVersion) {
    mongo
        .find(
            query(alive().and("userId").is(userId).and("accountVersion").ne(accountVersion)),
            Session.class)
        .forEach(session -> revoke(session.id()));
  }

  /** Removes what has ended long ago; living() never gives it, removed or not. */
  @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
  void sweep() {
    mongo.remove(query(where("endsAt").lt(clock.instant())), Session.class);
  }

  private Criteria alive() {
    Instant now = clock.instant();
    return where("revoked").is(false).and("endsAt").gt(now).and("lastUsedAt").gt(now.minus(IDLE));
  }
}
