package io.kilowatch.registry.key;

import io.kilowatch.contracts.registry.IngestKeyEntry;
import io.kilowatch.contracts.registry.KeyScope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An ingest key, of which only the hash is kept.
 *
 * @param slot what it is the valid key of, and its own id once it is revoked: the unique index over
 *     it allows one valid key for each scope
 */
@Document("ingest_keys")
record IngestKey(
    @Id String id,
    @Version @Nullable Long version,
    @Indexed long revision,
    @Indexed(unique = true) String sha256,
    @Indexed(unique = true) String slot,
    KeyScope scope,
    String scopeId,
    double readingsPerSecond,
    Instant issuedAt,
    @Nullable Instant revokedAt) {

  static String slot(KeyScope scope, String scopeId) {
    return scope + ":" + scopeId;
  }

  IngestKey revoked(long newRevision, Instant at) {
    return new IngestKey(
        id,
        version,
        newRevision,
        sha256,
        "revoked:" + id,
        scope,
        scopeId,
        readingsPerSecond,
        issuedAt,
        at);
  }

  IngestKeyEntry entry() {
    return new IngestKeyEntry(
        id, revision, revokedAt != null, sha256, scope, scopeId, readingsPerSecond);
  }
}
