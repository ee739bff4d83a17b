package io.kilowatch.registry.audit;

import io.kilowatch.base.identifier.Identifier;
import io.kilowatch.base.paging.Cursor;
import io.kilowatch.base.paging.Page;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.contracts.audit.AuditRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** Keeps who changed what, and when. */
@Component
public class AuditLog {

  private static final String SERVICE = "server-registry";

  private final MongoTemplate mongo;
  private final Clock clock;

  AuditLog(MongoTemplate mongo, Clock clock) {
    this.mongo = mongo;
    this.clock = clock;
  }

  /** Records what a person changed here. */
  public void record(
      CurrentUser actor, String action, String subject, Map<String, String> details) {
    add(entry(actor.id(), actor.name(), action, subject, details));
  }

  /** Records what the registry changed by itself, or for somebody without an account. */
  public void recordOwn(String action, String subject, Map<String, String> details) {
    add(entry(SERVICE, SERVICE, action, subject, details));
  }

  /** Adds a record unless it is there: the broker may deliver one twice. */
  void add(AuditRecord record) {
    try {
      mongo.insert(AuditEntry.of(record));
    } catch (DuplicateKeyException e) {
      return;
    }
  }

  /** The log, newest first, as far as the filter lets it through. */
  public Page<AuditRecord> newestFirst(AuditFilter filter, int limit, @Nullable String cursor) {
    List<Criteria> all = filter.criteria();
    if (cursor != null) {
      all.add(olderThan(cursor));
    }
    Query query =
        new Query(all.isEmpty() ? new Criteria() : new Criteria().andOperator(all))
            .with(Sort.by(Sort.Direction.DESC, "at", "id"))
            .limit(limit + 1);
    List<AuditRecord> found =
        mongo.find(query, AuditEntry.class).stream().map(AuditEntry::toRecord).toList();
    if (found.size() <= limit) {
      return new Page<>(found, null);
    }
    AuditRecord last = found.get(limit - 1);
    return new Page<>(
        found.subList(0, limit), Cursor.encode(Long.toString(last.at().toEpochMilli()), last.id()));
  }

  private static Criteria olderThan(String cursor) {
    List<String> end = Cursor.decode(cursor, 2);
    try {
      Instant at = Instant.ofEpochMilli(Long.parseLong(end.getFirst()));
      return new Criteria()
          .orOperator(
              Criteria.where("at").lt(at), Criteria.where("at").is(at).and("id").lt(end.get(1)));
    } catch (NumberFormatException e) {
      throw ProblemException.badRequest("cursor", "is none that this list gave");
    }
  }

  private AuditRecord entry(
      String actorId,
      String actorName,
      String action,
      String subject,
      Map<String, String> details) {
    return new AuditRecord(
        Identifier.fresh(), clock.instant(), SERVICE, actorId, actorName, action, subject, details);
  }
}
