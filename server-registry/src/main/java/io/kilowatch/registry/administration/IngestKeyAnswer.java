package io.kilowatch.registry.administration;

import io.kilowatch.contracts.registry.KeyScope;
import io.kilowatch.registry.administration.Names.Known;
import io.kilowatch.registry.administration.Names.Named;
import io.kilowatch.registry.key.IngestKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An ingest key as an engineer sees it: never the key itself, nor its hash.
 *
 * @param site the site that it is for, or that its server stands in; null for the emulators' key
 * @param server the server that it is for; null for a key of another scope
 * @param issuedBy what a person calls who asked for it, where that is known
 */
record IngestKeyAnswer(
    String id,
    KeyScope scope,
    @Nullable Named site,
    @Nullable Named server,
    Instant issuedAt,
    @Nullable String issuedBy,
    @Nullable Instant revokedAt) {

  static IngestKeyAnswer of(IngestKey key, Known known) {
    return new IngestKeyAnswer(
        key.id(),
        key.scope(),
        known.siteOf(key.scopeId()),
        known.server(key.scopeId()),
        key.issuedAt(),
        key.issuedBy(),
        key.revokedAt());
  }
}
