package io.kilowatch.registry.audit;

import io.kilowatch.contracts.audit.AuditRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/** One change, as the log keeps it. */
@Document("audit")
@CompoundIndex(name = "newest_first", def = "{'at': -1, '_id': -1}")
record AuditEntry(
    @Id String id,
    Instant at,
    String service,
    String actorId,
    String actorName,
    String action,
    String subject,
    List<Detail> details) {

  /** A list and no map in the document: names may have dots, which field names may not. */
  record Detail(String name, String value) {}

  static AuditEntry of(AuditRecord record) {
    return new AuditEntry(
        record.id(),
        record.at(),
        record.service(),
        record.actorId(),
        record.actorName(),
        record.action(),
        record.subject(),
        new TreeMap<>(record.details())
            .entrySet().stream().map(e -> new Detail(e.getKey(), e.getValue())).toList());
  }

  AuditRecord toRecord() {
    Map<String, String> named = new TreeMap<>();
    details.forEach(detail -> named.put(detail.name(), detail.value()));
    return new AuditRecord(id, at, service, actorId, actorName, action, subject, named);
  }
}
