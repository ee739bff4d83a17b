package io.kilowatch.registry.signin;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.kilowatch.base.identifier.Identifier;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.registry.account.Account;
import io.kilowatch.registry.key.Digests;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing: after ten failures in fifteen minutes for an address or a source, both are
 * refused, whatever the password. Registrations of a source are counted in the same way.
 *
 * <p>An attempt is noted before its password is checked and taken back when it was right; so many
 * at once, at however many replicas, get no more tries than one after the other. Where attempts
 * that are still being checked take the last places, the next one waits for what becomes of them. A
 * refused attempt is not noted: guessing on does not keep the owner out for longer.
 */
@Component
class Throttle {

  static final int FAILURES = 10;
  static final Duration WINDOW = Duration.ofMinutes(15);

  /** How long a check may take before it counts as failed: its replica may have died. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /** How many may wait at once in this replica; each of them keeps asking the database. */
  private static final int MOST_WAITING = 100;

  private static final Limit SIGN_INS =
      new Limit(FAILURES, false, "Too many sign-ins have failed; try again later.");

  private final MongoTemplate mongo;
  private final Clock clock;
  private final Limit registrations;
  private final Semaphore waiting = new Semaphore(MOST_WAITING);

  Throttle(
      MongoTemplate mongo,
      Clock clock,
      @Value("${kilowatch.registration.per-source}") int registrationsPerSource) {
    this.mongo = mongo;
    this.clock = clock;
    this.registrations =
        new Limit(registrationsPerSource, true, "Too many registrations; try again later.");
  }

  /**
   * Notes an attempt to sign in.
   *
   * @throws ProblemException 429 where there were too many
   */
  Noted attempt(String email, String source) {
    String address = key("address", Account.emailKey(email));
    String from = key("source", source);
    String nonce = Identifier.fresh();
    note(address, SIGN_INS, nonce);
    try {
      note(from, SIGN_INS, nonce);
    } catch (ProblemException e) {
      takeBack(address, nonce);
      throw e;
    }
    return new Noted(address, from, nonce);
  }

  /**
   * Notes a registration, which counts whatever becomes of it.
   *
   * @throws ProblemException 429 where there were too many
   */
  void registration(String source) {
    note(key("registration", source), registrations, Identifier.fresh());
  }

  /** Removes what slows nobody down any more. */
  @Scheduled(initialDelay = 1, fixedDelay = 15, timeUnit = TimeUnit.MINUTES)
  void sweep() {
    mongo.remove(query(where("lastAt").lt(clock.instant().minus(WINDOW))), Attempts.class);
  }

  private void note(String key, Limit limit, String nonce) {
    if (noted(key, limit, nonce)) {
      return;
    }
    if (!waiting.tryAcquire()) {
      throw limit.refused(Duration.ofSeconds(1));
    }
    try {
      waitForPlace(key, limit, nonce);
    } finally {
      waiting.release();
    }
  }

  private void waitForPlace(String key, Limit limit, String nonce) {
    for (long looks = PATIENCE.dividedBy(BETWEEN_LOOKS); looks > 0; looks--) {
      Attempts there = mongo.findById(key, Attempts.class);
      if (there != null && full(there, limit)) {
        throw limit.refused(untilFree(there));
      }
      pause(limit);
      if (noted(key, limit, nonce)) {
        return;
      }
    }
    throw limit.refused(Duration.ofSeconds(1));
  }

  private boolean full(Attempts there, Limit limit) {
    Instant oldestCheck = clock.instant().minus(PATIENCE);
    return there.attempts().size() >= limit.most()
        && there.attempts().stream()
            .noneMatch(a -> a.settledAt() == null && a.at().isAfter(oldestCheck));
  }

  private Duration untilFree(Attempts there) {
    Instant free = there.attempts().getFirst().at().plus(WINDOW);
    Duration wait = Duration.between(clock.instant(), free);
    return wait.isNegative() ? Duration.ofSeconds(1) : wait.plusSeconds(1);
  }

  private static void pause(Limit limit) {
    try {
      Thread.sleep(BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw limit.refused(Duration.ofSeconds(1));
    }
  }

  /** Matches the document while it has room; where it is full, the upsert hits its id. */
  private boolean noted(String key, Limit limit, String nonce) {
    Instant now = clock.instant();
    try {
      mongo.findAndModify(
          query(
              where("_id")
                  .is(key)
                  .orOperator(
                      where("attempts." + (limit.most() - 1)).exists(false),
                      where("attempts.0.at").lte(now.minus(WINDOW)))),
          new Update()
              .push("attempts")
              .slice(-limit.most())
              .each(new Attempts.Attempt(nonce, now, limit.countsAtOnce() ? now : null))
              .set("lastAt", now),
          FindAndModifyOptions.options().upsert(true),
          Attempts.class);
      return true;
    } catch (DuplicateKeyException e) {
      return false; // full, or another replica has created it just now
    }
  }

  private void settle(String key, String nonce) {
    mongo.updateFirst(
        query(where("_id").is(key).and("attempts.nonce").is(nonce)),
        new Update().set("attempts.$.settledAt", clock.instant()),
        Attempts.class);
  }

  private void takeBack(String key, String nonce) {
    mongo.updateFirst(
        query(where("_id").is(key)),
        new Update().pull("attempts", Map.of("nonce", nonce)),
        Attempts.class);
  }

  private static String key(String kind, String text) {
    return kind + ":" + Digests.sha256Hex(text);
  }

  /** An attempt whose password is being checked. */
  final class Noted {

    private final String address;
    private final String from;
    private final String nonce;

    private Noted(String address, String from, String nonce) {
      this.address = address;
      this.from = from;
      this.nonce = nonce;
    }

    void succeeded() {
      takeBack(address, nonce);
      takeBack(from, nonce);
    }

    /** Whoever waits need not wait for this one; without it, it counts all the same. */
    void failed() {
      settle(address, nonce);
      settle(from, nonce);
    }
  }

  /**
   * How many there may be in the window.
   *
   * @param countsAtOnce whether one counts as soon as it is noted, whatever becomes of it
   */
  private record Limit(int most, boolean countsAtOnce, String refusal) {

    Limit {
      if (most < 1) {
        throw new IllegalArgumentException("a limit must be 1 or more, not " + most);
      }
    }

    ProblemException refused(Duration retryAfter) {
      return ProblemException.tooManyRequests(refusal, retryAfter);
    }
  }
}
