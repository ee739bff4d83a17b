package io.kilowatch.registry.key;

import io.kilowatch.contracts.registry.IngestKeyEntry;
import io.kilowatch.contracts.registry.KeyScope;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An ingest key, of which only the hash is kept.
 *
 * @param slot its place in the row of its scope's keys, each of which follows another for good: the
 *     unique index over it lets only one of two that are issued at once take it
 * @param issuedBy what a person calls who asked for it; null for the emulators' key, which their
 *     operator chose, and for keys of before this was noted
 */
@Document("ingest_keys")
@CompoundIndex(name = "newest_first", def = "{'issuedAt': -1, '_id': -1}")
public record IngestKey(
    @Id String id,
    @Version @Nullable Long version,
    @Indexed long revision,
    @Indexed(unique = true) String sha256,
    @Indexed(unique = true) String slot,
    KeyScope scope,
    @Indexed String scopeId,
    double readingsPerSecond,
    Instant issuedAt,
    @Nullable String issuedBy,
    @Nullable Instant revokedAt) {

  static String slot(KeyScope scope, String scopeId) {
    return scope + ":" + scopeId;
  }

  /** The free place behind these, which are all that the scope has had, oldest first. */
  static String nextSlot(List<IngestKey> all, KeyScope scope, String scopeId) {
    Set<String> taken = all.stream().map(IngestKey::slot).collect(Collectors.toSet());
    return all.reversed().stream()
        .map(key -> "after:" + key.id)
        .filter(slot -> !taken.contains(slot))
        .findFirst()
        .orElse(slot(scope, scopeId));
  }

  boolean valid() {
    return revokedAt == null;
  }

  IngestKey revoked(long newRevision, Instant at) {
    return new IngestKey(
        id,
        version,
        newRevision,
        sha256,
        slot,
        scope,
        scopeId,
        readingsPerSecond,
        issuedAt,
        issuedBy,
        at);
  }

  IngestKeyEntry entry() {
    return new IngestKeyEntry(id, revision, !valid(), sha256, scope, scopeId, readingsPerSecond);
  }
}
