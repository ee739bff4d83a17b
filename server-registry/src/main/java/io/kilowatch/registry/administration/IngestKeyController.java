package io.kilowatch.registry.administration;

import io.kilowatch.base.paging.Page;
import io.kilowatch.base.paging.PageLimit;
import io.kilowatch.registry.key.IngestKey;
import io.kilowatch.registry.key.KeyFilter;
import io.kilowatch.registry.key.KeyList;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows which ingest keys there are to those who may issue and revoke them. */
@RestController
class IngestKeyController {

  private final KeyList keys;
  private final Names names;

  IngestKeyController(KeyList keys, Names names) {
    this.keys = keys;
    this.names = names;
  }

  @GetMapping("/api/v1/ingest-keys")
  @PreAuthorize("hasRole('ENGINEER')")
  Page<IngestKeyAnswer> newestFirst(
      @RequestParam(required = false) @Nullable String site,
      @RequestParam(required = false) @Nullable String server,
      @RequestParam(defaultValue = "valid") String state,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    Page<IngestKey> page =
        keys.newestFirst(new KeyFilter(site, server, state), PageLimit.of(limit), cursor);
    Names.Known known = names.of(page.items().stream().map(IngestKey::scopeId).distinct().toList());
    return new Page<>(
        page.items().stream().map(key -> IngestKeyAnswer.of(key, known)).toList(),
        page.nextCursor());
  }
}
