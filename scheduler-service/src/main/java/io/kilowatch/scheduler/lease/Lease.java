package io.kilowatch.scheduler.lease;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.kilowatch.base.rounds.Rounds;
import io.kilowatch.scheduler.Replica;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * The right to plan, held by one replica until it stops or is not heard of for a while.
 *
 * <p>A replica that was held up may still believe that it has it. So each who takes it over gets a
 * higher number, the fence, which goes with every write and by which the store refuses those of its
 * forerunners (Kleppmann, How to do distributed locking, 2016).
 */
@Component
public final class Lease extends Rounds {

  static final Duration LIFETIME = Duration.ofSeconds(10);

  /** A holder stops believing in it before others may take it. */
  static final Duration MARGIN = Duration.ofSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
  private static final long RENEW_MILLIS = 1_000;
  private static final String NAME = "planner";

  /** What is certain of the lease. */
  private record Held(long fence, long untilNanos) {}

  private final MongoTemplate mongo;
  private final Replica replica;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private volatile @Nullable Held held;

  @Autowired
  Lease(MongoTemplate mongo, Replica replica, Clock clock) {
    this(mongo, replica, clock, System::nanoTime);
  }

  Lease(MongoTemplate mongo, Replica replica, Clock clock, LongSupplier nanoTime) {
    super("lease", RENEW_MILLIS);
    this.mongo = mongo;
    this.replica = replica;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** The number to write with; empty while another replica plans, or may. */
  public OptionalLong fence() {
    Held now = held;
    return now == null || nanoTime.getAsLong() - now.untilNanos() >= 0
        ? OptionalLong.empty()
        : OptionalLong.of(now.fence());
  }

  /** Renews the lease, or takes it if it is free. */
  @Override
  protected void round() {
    long asked = nanoTime.getAsLong();
    LeaseEntry entry = renewed();
    if (entry == null) {
      entry = taken();
    }
    if (entry == null) {
      held = null;
      return;
    }
    if (fence().isEmpty()) {
      LOG.info("{} plans from now on, with the fence {}", replica.id(), entry.fence());
    }
    held = new Held(entry.fence(), asked + LIFETIME.minus(MARGIN).toNanos());
  }

  private @Nullable LeaseEntry renewed() {
    return modified(
        query(where("name").is(NAME).and("holder").is(replica.id())),
        new Update().set("until", clock.instant().plus(LIFETIME)));
  }

  private @Nullable LeaseEntry taken() {
    Instant now = clock.instant();
    LeaseEntry first = new LeaseEntry(NAME, replica.id(), 1, now.plus(LIFETIME));
    LeaseEntry next =
        modified(
            query(where("name").is(NAME).and("until").lt(now)),
            new Update()
                .set("holder", first.holder())
                .set("until", first.until())
                .inc("fence", 1L));
    if (next != null || mongo.exists(query(where("name").is(NAME)), LeaseEntry.class)) {
      return next;
    }
    try {
      return mongo.insert(first);
    } catch (DuplicateKeyException e) {
      LOG.debug("another replica was the first");
      return null;
    }
  }

  private @Nullable LeaseEntry modified(Query query, Update update) {
    return mongo.findAndModify(
        query, update, FindAndModifyOptions.options().returnNew(true), LeaseEntry.class);
  }

  /** Whoever stops lets the next replica plan at once. */
  @PreDestroy
  void release() {
    held = null;
    try {
      var _ =
          modified(
              query(where("name").is(NAME).and("holder").is(replica.id())),
              new Update().set("until", Instant.EPOCH));
    } catch (DataAccessException e) {
      LOG.info("the lease runs out by itself, as the store does not answer: {}", e.getMessage());
    }
  }
}
