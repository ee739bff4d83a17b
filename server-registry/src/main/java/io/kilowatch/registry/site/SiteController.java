package io.kilowatch.registry.site;

import io.kilowatch.base.paging.Page;
import io.kilowatch.base.paging.PageLimit;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.contracts.registry.KeyScope;
import io.kilowatch.registry.input.IfMatch;
import io.kilowatch.registry.key.IngestKeys;
import io.kilowatch.registry.key.IssuedKey;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sites over HTTP. */
@RestController
@RequestMapping("/api/v1/sites")
class SiteController {

  private final Sites sites;
  private final SiteStore store;
  private final IngestKeys keys;

  SiteController(Sites sites, SiteStore store, IngestKeys keys) {
    this.sites = sites;
    this.store = store;
    this.keys = keys;
  }

  @GetMapping
  Page<SiteAnswer> list(
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    Page<Site> page = store.page(PageLimit.of(limit), cursor);
    return new Page<>(page.items().stream().map(SiteAnswer::of).toList(), page.nextCursor());
  }

  @GetMapping("/{id}")
  ResponseEntity<SiteAnswer> get(@PathVariable String id) {
    return tagged(HttpStatus.OK, sites.get(id));
  }

  @PostMapping
  @PreAuthorize("hasRole('ENGINEER')")
  ResponseEntity<SiteAnswer> create(CurrentUser actor, @RequestBody SiteRequest request) {
    return tagged(HttpStatus.CREATED, sites.create(actor, request.checked()));
  }

  @PutMapping("/{id}")
  @PreAuthorize("hasRole('ENGINEER')")
  ResponseEntity<SiteAnswer> edit(
      CurrentUser actor,
      @PathVariable String id,
      @RequestBody SiteRequest request,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return tagged(HttpStatus.OK, sites.edit(actor, id, request.checked(), new IfMatch(ifMatch)));
  }

  @DeleteMapping("/{id}")
  @PreAuthorize("hasRole('ENGINEER')")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(CurrentUser actor, @PathVariable String id) {
    sites.delete(actor, id);
  }

  @PostMapping("/{id}/ingest-key")
  @PreAuthorize("hasRole('ENGINEER')")
  @ResponseStatus(HttpStatus.CREATED)
  IssuedKey issueKey(CurrentUser actor, @PathVariable String id) {
    return keys.issue(actor, KeyScope.SITE, sites.get(id).id());
  }

  @DeleteMapping("/{id}/ingest-key")
  @PreAuthorize("hasRole('ENGINEER')")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revokeKey(CurrentUser actor, @PathVariable String id) {
    if (!keys.revoke(actor, KeyScope.SITE, sites.get(id).id())) {
      throw ProblemException.notFound("valid key of site " + id);
    }
  }

  private static ResponseEntity<SiteAnswer> tagged(HttpStatus status, Site site) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(status).eTag(IfMatch.tag(site.version()));
    if (status == HttpStatus.CREATED) {
      answer.location(URI.create("/api/v1/sites/" + site.id()));
    }
    return answer.body(SiteAnswer.of(site));
  }
}
