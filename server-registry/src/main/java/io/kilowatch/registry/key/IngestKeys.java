package io.kilowatch.registry.key;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.contracts.registry.IngestKeyEntry;
import io.kilowatch.contracts.registry.KeyScope;
import io.kilowatch.contracts.registry.RegistryEvent;
import io.kilowatch.registry.audit.AuditLog;
import io.kilowatch.registry.event.RegistryEvents;
import io.kilowatch.registry.revision.Identifier;
import io.kilowatch.registry.revision.Revisions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** Issues, rotates and revokes ingest keys. */
@Component
public class IngestKeys {

  static final String PREFIX = "kw_";

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
   * Issues a key in place of the one there may be.
   *
   * @return the key itself, which nobody can be told again
   */
  public IssuedKey issue(CurrentUser actor, KeyScope scope, String scopeId) {
    Optional<IngestKey> before = revokeValid(scope, scopeId);
    String text = PREFIX + Identifier.secret();
    IngestKey key = insert(text, scope, scopeId);
    boolean rotated = before.isPresent();
    events.publish(
        RegistryEvent.ofKey(
            rotated ? RegistryEvent.KEY_ROTATED : RegistryEvent.KEY_ISSUED,
            clock.instant(),
            key.entry()));
    audit.record(
        actor,
        rotated ? "key.rotated" : "key.issued",
        key.id(),
        Map.of("scope", IngestKey.slot(scope, scopeId)));
    return new IssuedKey(key.id(), text);
  }

  /** Revokes the valid key; false where there is none. */
  public boolean revoke(CurrentUser actor, KeyScope scope, String scopeId) {
    Optional<IngestKey> revoked = revokeValid(scope, scopeId);
    revoked.ifPresent(key ->
        audit.record(
            actor, "key.revoked", key.id(), Map.of("scope", IngestKey.slot(scope, scopeId))));
    return revoked.isPresent();
  }

  /** Makes the emulators' key the one that the operator chose. */
  void accept(String emulatorKey) {
    String sha256 = Digests.sha256Hex(emulatorKey);
    if (valid(KeyScope.EMULATORS, "").filter(key -> key.sha256().equals(sha256)).isPresent()) {
      return;
    }
    if (mongo.exists(
        query(where("sha256").is(sha256).and("revokedAt").ne(null)), IngestKey.class)) {
      throw new IllegalStateException(
          "the key in KILOWATCH_EMULATOR_INGEST_KEY was revoked; choose a new one");
    }
    revokeValid(KeyScope.EMULATORS, "");
    IngestKey key = insert(emulatorKey, KeyScope.EMULATORS, "");
    events.publish(RegistryEvent.ofKey(RegistryEvent.KEY_ISSUED, clock.instant(), key.entry()));
    audit.recordOwn("key.issued", key.id(), Map.of("scope", KeyScope.EMULATORS.name()));
  }

  /** Keys that changed after this revision, revoked ones too. */
  public List<IngestKeyEntry> changedSince(long revision) {
    return mongo.find(query(where("revision").gt(revision)), IngestKey.class).stream()
        .map(IngestKey::entry)
        .toList();
  }

  private Optional<IngestKey> valid(KeyScope scope, String scopeId) {
    return Optional.ofNullable(
        mongo.findOne(query(where("slot").is(IngestKey.slot(scope, scopeId))), IngestKey.class));
  }

  private Optional<IngestKey> revokeValid(KeyScope scope, String scopeId) {
    Optional<IngestKey> valid = valid(scope, scopeId);
    valid.ifPresent(key -> {
      try {
        IngestKey revoked = mongo.save(key.revoked(revisions.next(), clock.instant()));
        events.publish(
            RegistryEvent.ofKey(RegistryEvent.KEY_REVOKED, clock.instant(), revoked.entry()));
      } catch (OptimisticLockingFailureException e) {
        throw changedMeanwhile();
      }
    });
    return valid;
  }

  private IngestKey insert(String text, KeyScope scope, String scopeId) {
    try {
      return mongo.insert(
          new IngestKey(
              Identifier.fresh(),
              null,
              revisions.next(),
              Digests.sha256Hex(text),
              IngestKey.slot(scope, scopeId),
              scope,
              scopeId,
              rate(scope),
              clock.instant(),
              null));
    } catch (DuplicateKeyException e) {
      throw changedMeanwhile();
    }
  }

  private double rate(KeyScope scope) {
    return switch (scope) {
      case SERVER -> properties.serverReadingsPerSecond();
      case SITE -> properties.siteReadingsPerSecond();
      case EMULATORS -> properties.emulatorReadingsPerSecond();
    };
  }

  private static ProblemException changedMeanwhile() {
    return ProblemException.conflict("Somebody else is changing this key right now; try again.");
  }
}
