package io.kilowatch.registry.administration;

import io.kilowatch.base.paging.Page;
import io.kilowatch.base.paging.PageLimit;
import io.kilowatch.contracts.audit.AuditRecord;
import io.kilowatch.registry.audit.AuditFilter;
import io.kilowatch.registry.audit.AuditLog;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the log to administrators. */
@RestController
class AuditController {

  private final AuditLog log;
  private final Names names;

  AuditController(AuditLog log, Names names) {
    this.log = log;
    this.names = names;
  }

  @GetMapping("/api/v1/audit")
  @PreAuthorize("hasRole('ADMIN')")
  Page<AuditAnswer> newestFirst(
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String actor,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    Page<AuditRecord> page =
        log.newestFirst(new AuditFilter(action, actor, q), PageLimit.of(limit), cursor);
    Names.Known known =
        names.of(
            page.items().stream()
                .flatMap(change -> Stream.of(change.actorId(), AuditAnswer.about(change)))
                .collect(Collectors.toSet()));
    return new Page<>(
        page.items().stream().map(change -> AuditAnswer.of(change, known)).toList(),
        page.nextCursor());
  }
}
