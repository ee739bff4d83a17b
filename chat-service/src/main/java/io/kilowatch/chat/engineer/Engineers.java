package io.kilowatch.chat.engineer;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.chat.person.Person;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * Remembers the engineers who have used the chat of late. The registry would know all of them, but
 * whoever never looks here is nobody to hand a conversation over to.
 */
@Component
public class Engineers {

  private static final Duration REMEMBERED = Duration.ofDays(30);
  private static final int MOST = 1_000;

  private final MongoTemplate mongo;
  private final Clock clock;

  Engineers(MongoTemplate mongo, Clock clock) {
    this.mongo = mongo;
    this.clock = clock;
  }

  /** Somebody has the chat open; whoever is no engineer any more is forgotten as one. */
  public void seen(CurrentUser user) {
    if (Person.isEngineer(user)) {
      mongo.save(Engineer.of(Person.of(user), clock.instant()));
    } else {
      mongo.remove(query(where("id").is(user.id())), Engineer.class);
    }
  }

  List<Engineer> all() {
    return mongo.find(
        query(where("seenAt").gt(earliest())).with(Sort.by("name", "id")).limit(MOST),
        Engineer.class);
  }

  /**
   * One of them.
   *
   * @throws ProblemException 400 if they are none
   */
  public Person known(@Nullable String id) {
    Engineer found = id == null ? null : mongo.findById(id, Engineer.class);
    if (found == null || found.seenAt().isBefore(earliest())) {
      throw ProblemException.badRequest("engineerId", "is no engineer's");
    }
    return found.person();
  }

  private Instant earliest() {
    return clock.instant().minus(REMEMBERED);
  }
}
