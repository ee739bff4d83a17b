package io.kilowatch.registry.key;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.kilowatch.base.identifier.Identifier;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.contracts.registry.IngestKeyEntry;
import io.kilowatch.contracts.registry.KeyScope;
import io.kilowatch.contracts.registry.RegistryEvent;
import io.kilowatch.registry.audit.AuditLog;
import io.kilowatch.registry.event.RegistryEvents;
import io.kilowatch.registry.revision.Revisions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** Issues, rotates and revokes ingest keys. */
@Component
public class IngestKeys {

  static final String PREFIX = "kw_";

  private static final Logger LOG = LoggerFactory.getLogger(IngestKeys.class);

  private final MongoTemplate mongo;
  private final Revisions revisions;
  private final RegistryEvents events;
  private final AuditLog audit;
  private final KeyProperties properties;
  private final Clock clock;

  IngestKeys(
      MongoTemplate mongo,
      Revisions revisions,
      RegistryEvents events,
      AuditLog audit,
      KeyProperties properties,
      Clock clock) {
    this.mongo = mongo;
    this.revisions = revisions;
    this.events = events;
    this.audit = audit;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Issues a key in place of the one there may be. That one is revoked last: whenever this breaks
   * off, the scope has a key that somebody knows, and the next rotation revokes what was left over.
   *
   * @return the key itself, which nobody can be told again
   */
  public IssuedKey issue(CurrentUser actor, KeyScope scope, String scopeId) {
    List<IngestKey> all = all(scope, scopeId);
    List<IngestKey> before = valid(all);
    String text = PREFIX + Identifier.secret();
    IngestKey key = insert(text, scope, scopeId, actor.name(), all);
    boolean rotated = !before.isEmpty();
    publish(rotated ? RegistryEvent.KEY_ROTATED : RegistryEvent.KEY_ISSUED, key);
    before.forEach(this::revoke);
    audit.record(
        actor,
        rotated ? "key.rotated" : "key.issued",
        key.id(),
        Map.of("scope", IngestKey.slot(scope, scopeId)));
    return new IssuedKey(key.id(), text);
  }

  /** Revokes the valid key; false where there is none. */
  public boolean revoke(CurrentUser actor, KeyScope scope, String scopeId) {
    List<IngestKey> valid = valid(all(scope, scopeId));
    for (IngestKey key : valid) {
      revoke(key);
      audit.record(actor, "key.revoked", key.id(), Map.of("scope", IngestKey.slot(scope, scopeId)));
    }
    return !valid.isEmpty();
  }

  /** Makes the emulators' key the one that the operator chose. */
  void accept(String emulatorKey) {
    String sha256 = Digests.sha256Hex(emulatorKey);
    List<IngestKey> all = all(KeyScope.EMULATORS, "");
    List<IngestKey> before = valid(all);
    if (before.stream().noneMatch(key -> key.sha256().equals(sha256))) {
      insertChosen(emulatorKey, sha256, all);
    }
    before.stream()
        .filter(key -> !key.sha256().equals(sha256))
        .forEach(key -> {
          revoke(key);
          audit.recordOwn("key.revoked", key.id(), Map.of("scope", KeyScope.EMULATORS.name()));
        });
  }

  private void insertChosen(String emulatorKey, String sha256, List<IngestKey> all) {
    if (mongo.exists(
        query(where("sha256").is(sha256).and("revokedAt").ne(null)), IngestKey.class)) {
      throw new IllegalStateException(
          "the key in KILOWATCH_EMULATOR_INGEST_KEY was revoked; choose a new one");
    }
    IngestKey key = insert(emulatorKey, KeyScope.EMULATORS, "", null, all);
    publish(RegistryEvent.KEY_ISSUED, key);
    audit.recordOwn("key.issued", key.id(), Map.of("scope", KeyScope.EMULATORS.name()));
  }

  /** Keys that changed after this revision, revoked ones too. */
  public List<IngestKeyEntry> changedSince(long revision) {
    return mongo.find(query(where("revision").gt(revision)), IngestKey.class).stream()
        .map(IngestKey::entry)
        .toList();
  }

  /**
   * Every key that the scope has had, oldest first. Of a new scope, the first slot tells that there
   * is none: the local store keeps unique indexes alone, and would look through the keys of all, as
   * it does for {@code exists}, which counts.
   */
  private List<IngestKey> all(KeyScope scope, String scopeId) {
    Query first = query(where("slot").is(IngestKey.slot(scope, scopeId)));
    if (mongo.findOne(first, IngestKey.class) == null) {
      return List.of();
    }
    return mongo.find(
        query(where("scopeId").is(scopeId).and("scope").is(scope)).with(Sort.by("issuedAt")),
        IngestKey.class);
  }

  /** More than one while rotations cross, or after one broke off. */
  private static List<IngestKey> valid(List<IngestKey> keys) {
    return keys.stream().filter(IngestKey::valid).toList();
  }

  private void revoke(IngestKey key) {
    try {
      publish(
          RegistryEvent.KEY_REVOKED, mongo.save(key.revoked(revisions.next(), clock.instant())));
    } catch (OptimisticLockingFailureException e) {
      // Nothing but being revoked ever changes a key, so somebody else was faster.
      LOG.debug("key {} is revoked already", key.id());
    }
  }

  private IngestKey insert(
      String text, KeyScope scope, String scopeId, @Nullable String issuedBy, List<IngestKey> all) {
    try {
      return mongo.insert(
          new IngestKey(
              Identifier.fresh(),
              null,
              revisions.next(),
              Digests.sha256Hex(text),
              IngestKey.nextSlot(all, scope, scopeId),
              scope,
              scopeId,
              rate(scope),
              clock.instant(),
              issuedBy,
              null));
    } catch (DuplicateKeyException e) {
      throw ProblemException.conflict("Somebody else is changing this key right now; try again.");
    }
  }

  private void publish(String type, IngestKey key) {
    events.publish(RegistryEvent.ofKey(type, clock.instant(), key.entry()));
  }

  private double rate(KeyScope scope) {
    return switch (scope) {
      case SERVER -> properties.serverReadingsPerSecond();
      case SITE -> properties.siteReadingsPerSecond();
      case EMULATORS -> properties.emulatorReadingsPerSecond();
    };
  }
}
