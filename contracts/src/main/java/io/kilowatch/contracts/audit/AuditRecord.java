package io.kilowatch.contracts.audit;

import java.time.Instant;
import java.util.Map;

/**
 * One change, by whom and when; published with the routing key {@link #EVENT_TYPE} on the exchange
 * {@code registry}, whose audit log keeps it.
 *
 * @param id unique, so that a redelivered record is kept once
 * @param service name of the service in which it happened
 * @param actorId id of the user, or name of the service
 * @param actorName what a person calls that actor
 * @param action verb in the past, such as {@code dead-letter.replayed}
 * @param subject id of what was changed
 * @param details what a reader of the log needs besides, never a secret
 */
public record AuditRecord(
    String id,
    Instant at,
    String service,
    String actorId,
    String actorName,
    String action,
    String subject,
    Map<String, String> details) {

  public static final String EVENT_TYPE = "audit.recorded";
}
