package io.kilowatch.contracts.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change in the registry; published with its type as routing key on the exchange {@code
 * registry}. At most one of the entries is set. A consumer that was away asks for a {@link
 * DirectoryPage} instead.
 *
 * @param version of this format
 * @param subjectId id of what changed: server, site, key, or session
 */
public record RegistryEvent(
    int version,
    String type,
    Instant occurredAt,
    String subjectId,
    @Nullable ServerEntry server,
    @Nullable SiteEntry site,
    @Nullable IngestKeyEntry key) {

  public static final int VERSION = 1;

  public static final String SERVER_REGISTERED = "server.registered";
  public static final String SERVER_UPDATED = "server.updated";
  public static final String SERVER_RETIRED = "server.retired";
  public static final String SERVER_RESTORED = "server.restored";
  public static final String SITE_CREATED = "site.created";
  public static final String SITE_UPDATED = "site.updated";
  public static final String SITE_DELETED = "site.deleted";
  public static final String KEY_ISSUED = "key.issued";
  public static final String KEY_ROTATED = "key.rotated";
  public static final String KEY_REVOKED = "key.revoked";
  public static final String SESSION_REVOKED = "session.revoked";

  public static RegistryEvent ofServer(String type, Instant at, ServerEntry server) {
    return new RegistryEvent(VERSION, type, at, server.id(), server, null, null);
  }

  public static RegistryEvent ofSite(String type, Instant at, SiteEntry site) {
    return new RegistryEvent(VERSION, type, at, site.id(), null, site, null);
  }

  public static RegistryEvent ofKey(String type, Instant at, IngestKeyEntry key) {
    return new RegistryEvent(VERSION, type, at, key.id(), null, null, key);
  }

  public static RegistryEvent ofSessionRevoked(Instant at, String sessionId) {
    return new RegistryEvent(VERSION, SESSION_REVOKED, at, sessionId, null, null, null);
  }
}
