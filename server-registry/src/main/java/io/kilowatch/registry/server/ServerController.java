package io.kilowatch.registry.server;

import io.kilowatch.base.input.FieldChecks;
import io.kilowatch.base.paging.Page;
import io.kilowatch.base.paging.PageLimit;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.contracts.registry.SensorMode;
import io.kilowatch.registry.input.IfMatch;
import io.kilowatch.registry.key.IssuedKey;
import io.kilowatch.registry.site.Site;
import io.kilowatch.registry.site.SiteStore;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Servers over HTTP. */
@RestController
@RequestMapping("/api/v1/servers")
class ServerController {

  private final Servers servers;
  private final ServerStore store;
  private final SiteStore sites;

  ServerController(Servers servers, ServerStore store, SiteStore sites) {
    this.servers = servers;
    this.store = store;
    this.sites = sites;
  }

  @GetMapping
  Page<ServerAnswer> list(
      @RequestParam(required = false) @Nullable String site,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String label,
      @RequestParam(defaultValue = "active") String state,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    Page<Server> page =
        store.page(new ServerFilter(site, q, label, state), PageLimit.of(limit), cursor);
    Map<String, Site> theirSites =
        sites.findAll(page.items().stream().map(Server::siteId).distinct().toList());
    List<ServerAnswer> answers =
        page.items().stream()
            .map(s -> ServerAnswer.of(s, Servers.siteOf(s, theirSites), null))
            .toList();
    return new Page<>(answers, page.nextCursor());
  }

  @GetMapping("/{id}")
  ResponseEntity<ServerAnswer> get(@PathVariable String id) {
    return answer(servers.get(id));
  }

  @PostMapping
  @PreAuthorize("hasRole('ENGINEER')")
  ResponseEntity<ServerAnswer> register(CurrentUser actor, @RequestBody ServerRequest request) {
    FieldChecks checks = new FieldChecks();
    ServerForm form = request.checked(checks, SensorMode.EMULATED);
    Optional<Site> site = Optional.ofNullable(request.siteId()).flatMap(sites::find);
    checks.require(site.isPresent(), "siteId", "must be the id of a site");
    checks.throwIfFailed();
    Servers.Registered registered = servers.register(actor, site.orElseThrow().id(), form);
    Server server = registered.server();
    ServerAnswer answer = ServerAnswer.of(server, site.orElseThrow(), registered.ingestKey());
    return ResponseEntity.created(URI.create("/api/v1/servers/" + server.id()))
        .eTag(IfMatch.tag(answer.version()))
        .body(answer);
  }

  @PutMapping("/{id}")
  @PreAuthorize("hasRole('ENGINEER')")
  ResponseEntity<ServerAnswer> replace(
      CurrentUser actor,
      @PathVariable String id,
      @RequestBody ServerRequest request,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    Server current = servers.get(id);
    IfMatch expected = new IfMatch(ifMatch).required();
    FieldChecks checks = new FieldChecks();
    ServerForm form = request.checked(checks, current.sensorMode());
    // Its emissions belong to the site; so a server that moves is another one.
    checks.require(
        Objects.equals(request.siteId(), current.siteId()),
        "siteId",
        "must stay " + current.siteId() + "; retire the server and register it in the other site");
    checks.throwIfFailed();
    return answer(servers.edit(actor, id, expected, before -> form));
  }

  @PatchMapping("/{id}")
  @PreAuthorize("hasRole('ENGINEER')")
  ResponseEntity<ServerAnswer> patch(
      CurrentUser actor,
      @PathVariable String id,
      @RequestBody ServerPatch patch,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return answer(servers.edit(actor, id, new IfMatch(ifMatch), patch::applied));
  }

  @DeleteMapping("/{id}")
  @PreAuthorize("hasRole('ENGINEER')")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void retire(CurrentUser actor, @PathVariable String id) {
    servers.retire(actor, id);
  }

  @PostMapping("/{id}/restore")
  @PreAuthorize("hasRole('ENGINEER')")
  ResponseEntity<ServerAnswer> restore(CurrentUser actor, @PathVariable String id) {
    return answer(servers.restore(actor, id));
  }

  @PostMapping("/{id}/ingest-key")
  @PreAuthorize("hasRole('ENGINEER')")
  @ResponseStatus(HttpStatus.CREATED)
  IssuedKey rotateKey(CurrentUser actor, @PathVariable String id) {
    return servers.rotateKey(actor, id);
  }

  @DeleteMapping("/{id}/ingest-key")
  @PreAuthorize("hasRole('ENGINEER')")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revokeKey(CurrentUser actor, @PathVariable String id) {
    servers.revokeKey(actor, id);
  }

  private ResponseEntity<ServerAnswer> answer(Server server) {
    ServerAnswer answer = ServerAnswer.of(server, servers.siteOf(server), null);
    return ResponseEntity.ok().eTag(IfMatch.tag(answer.version())).body(answer);
  }
}
