package io.kilowatch.contracts.registry;

/**
 * An ingest key in the directory, by its hash.
 *
 * @param revision grows with each change of any entry; the entry with the higher one is the newer
 * @param sha256 SHA-256 of the whole key text in UTF-8, lower-case hexadecimal
 * @param scopeId id of the server or site; empty for the emulators' key
 * @param readingsPerSecond how many readings a second the key may send
 */
public record IngestKeyEntry(
    String id,
    long revision,
    boolean revoked,
    String sha256,
    KeyScope scope,
    String scopeId,
    double readingsPerSecond)
    implements DirectoryEntry {}
