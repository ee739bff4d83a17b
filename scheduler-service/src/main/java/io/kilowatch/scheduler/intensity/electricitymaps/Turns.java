package io.kilowatch.scheduler.intensity.electricitymaps;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Has each zone asked for by one replica at a time, and no oftener than it should be. */
@Component
class Turns {

  private final MongoTemplate mongo;

  Turns(MongoTemplate mongo) {
    this.mongo = mongo;
  }

  List<Turn> all() {
    return mongo.find(new Query(), Turn.class);
  }

  /**
   * Takes the turn to ask for a zone.
   *
   * @param nextAt when it may be asked for again, by another replica too if this one dies meanwhile
   * @return whether it is this one's turn
   */
  boolean take(String zone, Instant now, Instant nextAt) {
    Query due = query(where("_id").is(zone).and("nextAt").lte(now));
    if (mongo.updateFirst(due, Update.update("nextAt", nextAt), Turn.class).getMatchedCount() > 0) {
      return true;
    }
    if (mongo.exists(query(where("_id").is(zone)), Turn.class)) {
      return false;
    }
    try {
      mongo.insert(new Turn(zone, nextAt, null, null, null));
      return true;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  void answered(String zone, boolean hasPast) {
    mongo.updateFirst(
        query(where("_id").is(zone)),
        Update.update("hasPast", hasPast).unset("failedSince").unset("reason"),
        Turn.class);
  }

  void failed(String zone, @Nullable Instant before, Instant now, String reason, Instant nextAt) {
    Update update =
        Update.update("nextAt", nextAt)
            .set("failedSince", before == null ? now : before)
            .set("reason", reason);
    mongo.updateFirst(query(where("_id").is(zone)), update, Turn.class);
  }
}
