package io.kilowatch.registry.signin;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.registry.account.Account;
import io.kilowatch.registry.key.Digests;
import io.kilowatch.registry.revision.Identifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing: after ten failures in fifteen minutes for an address or a source, both are
 * refused, whatever the password.
 *
 * <p>An attempt is noted before its password is checked and taken back when it was right; so many
 * at once, at however many replicas, get no more tries than one after the other. A refused attempt
 * is not noted: guessing on does not keep the owner out for longer.
 */
@Component
class Throttle {

  static final int FAILURES = 10;
  static final Duration WINDOW = Duration.ofMinutes(15);

  private final MongoTemplate mongo;
  private final Clock clock;

  Throttle(MongoTemplate mongo, Clock clock) {
    this.mongo = mongo;
    this.clock = clock;
  }

  /**
   * Notes an attempt.
   *
   * @throws ProblemException 429 where there were too many
   */
  Noted attempt(String email, String source) {
    String address = key("address", Account.emailKey(email));
    String from = key("source", source);
    String attempt = Identifier.fresh();
    note(address, attempt);
    try {
      note(from, attempt);
    } catch (ProblemException e) {
      takeBack(address, attempt);
      throw e;
    }
    return () -> {
      takeBack(address, attempt);
      takeBack(from, attempt);
    };
  }

  /** Removes what slows nobody down any more. */
  @Scheduled(initialDelay = 1, fixedDelay = 15, timeUnit = TimeUnit.MINUTES)
  void sweep() {
    mongo.remove(query(where("lastAt").lt(clock.instant().minus(WINDOW))), Attempts.class);
  }

  private void note(String key, String attempt) {
    for (int tries = 0; tries < 3; tries++) {
      try {
        insertOrPush(key, attempt);
        return;
      } catch (DuplicateKeyException e) {
        // The document is there and full, unless another replica has created it just now.
        Attempts full = mongo.findById(key, Attempts.class);
        if (full != null && full.attempts().size() >= FAILURES) {
          throw refused(full.attempts().getFirst().at());
        }
      }
    }
    throw refused(clock.instant());
  }

  /** Matches the document while it has room; where it is full, the upsert hits its id. */
  private void insertOrPush(String key, String attempt) {
    Instant now = clock.instant();
    mongo.findAndModify(
        query(
            where("_id")
                .is(key)
                .orOperator(
                    where("attempts." + (FAILURES - 1)).exists(false),
                    where("attempts.0.at").lte(now.minus(WINDOW)))),
        new Update()
            .push("attempts")
            .slice(-FAILURES)
            .each(new Attempts.Attempt(attempt, now))
            .set("lastAt", now),
        FindAndModifyOptions.options().upsert(true),
        Attempts.class);
  }

  private void takeBack(String key, String attempt) {
    mongo.updateFirst(
        query(where("_id").is(key)),
        new Update().pull("attempts", Map.of("nonce", attempt)),
        Attempts.class);
  }

  private ProblemException refused(Instant oldest) {
    Duration wait = Duration.between(clock.instant(), oldest.plus(WINDOW));
    return ProblemException.tooManyRequests(
        "Too many sign-ins have failed; try again later.",
        wait.isNegative() ? Duration.ofSeconds(1) : wait.plusSeconds(1));
  }

  private static String key(String kind, String text) {
    return kind + ":" + Digests.sha256Hex(text);
  }

  /** An attempt that may yet turn out not to be a failure. */
  interface Noted {
    void succeeded();
  }
}
