package io.kilowatch.registry.administration;

import io.kilowatch.contracts.audit.AuditRecord;
import io.kilowatch.registry.administration.Names.Known;
import io.kilowatch.registry.administration.Names.Named;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change as an administrator sees it.
 *
 * @param actorEmail address of who made it; null for a service
 * @param server the server that was changed, or whose key or sensor it was; null for anything else
 * @param site the site that was changed, or that the server stands in
 * @param person the account that was changed, by its address
 */
record AuditAnswer(
    String id,
    Instant at,
    String service,
    String actorId,
    String actorName,
    @Nullable String actorEmail,
    String action,
    String subject,
    @Nullable Named server,
    @Nullable Named site,
    @Nullable Named person,
    Map<String, String> details) {

  static AuditAnswer of(AuditRecord change, Known known) {
    String about = about(change);
    Named actor = known.person(change.actorId());
    return new AuditAnswer(
        change.id(),
        change.at(),
        change.service(),
        change.actorId(),
        change.actorName(),
        actor == null ? null : actor.name(),
        change.action(),
        change.subject(),
        known.server(about),
        known.siteOf(about),
        known.person(about),
        change.details());
  }

  /** Id of what a person would say was changed: of whom a key or a sensor is, else the subject. */
  static String about(AuditRecord change) {
    String scope = change.details().get("scope");
    if (change.action().startsWith("key.") && scope != null) {
      return scope.substring(scope.indexOf(':') + 1);
    }
    return change.action().startsWith("sensor.")
        ? change.subject().substring(0, Math.max(0, change.subject().lastIndexOf('.')))
        : change.subject();
  }
}
