package io.kilowatch.registry.key;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.kilowatch.base.paging.Cursor;
import io.kilowatch.base.paging.Page;
import io.kilowatch.base.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** Lists ingest keys, the one that was issued last first. */
@Component
public class KeyList {

  private final MongoTemplate mongo;

  KeyList(MongoTemplate mongo) {
    this.mongo = mongo;
  }

  public Page<IngestKey> newestFirst(KeyFilter filter, int limit, @Nullable String cursor) {
    List<Criteria> all = filter.criteria();
    if (cursor != null) {
      all.add(olderThan(cursor));
    }
    Query query =
        new Query(all.isEmpty() ? new Criteria() : new Criteria().andOperator(all))
            .with(Sort.by(Sort.Direction.DESC, "issuedAt", "id"))
            .limit(limit + 1);
    List<IngestKey> found = mongo.find(query, IngestKey.class);
    if (found.size() <= limit) {
      return new Page<>(found, null);
    }
    IngestKey last = found.get(limit - 1);
    return new Page<>(
        found.subList(0, limit),
        Cursor.encode(Long.toString(last.issuedAt().toEpochMilli()), last.id()));
  }

  private static Criteria olderThan(String cursor) {
    List<String> end = Cursor.decode(cursor, 2);
    try {
      Instant at = Instant.ofEpochMilli(Long.parseLong(end.getFirst()));
      return new Criteria()
          .orOperator(where("issuedAt").lt(at), where("issuedAt").is(at).and("id").lt(end.get(1)));
    } catch (NumberFormatException e) {
      throw ProblemException.badRequest("cursor", "is none that this list gave");
    }
  }
}
