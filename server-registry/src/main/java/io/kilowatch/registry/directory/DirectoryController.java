package io.kilowatch.registry.directory;

import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.contracts.registry.DirectoryPage;
import io.kilowatch.registry.key.IngestKeys;
import io.kilowatch.registry.revision.Revisions;
import io.kilowatch.registry.server.ServerStore;
import io.kilowatch.registry.site.SiteStore;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells the other services what has changed since they last asked. */
@RestController
class DirectoryController {

  private static final long REPEATED_REVISIONS = 256;

  private final Revisions revisions;
  private final ServerStore servers;
  private final SiteStore sites;
  private final IngestKeys keys;

  DirectoryController(Revisions revisions, ServerStore servers, SiteStore sites, IngestKeys keys) {
    this.revisions = revisions;
    this.servers = servers;
    this.sites = sites;
    this.keys = keys;
  }

  @GetMapping("/internal/v1/directory")
  DirectoryPage changes(
      @RequestParam(defaultValue = "0") long since,
      @RequestParam(defaultValue = "false") boolean keys) {
    if (since < 0) {
      throw ProblemException.badRequest("since", "must not be negative");
    }
    // Read before the entries: a change that is numbered meanwhile is then asked for again.
    long current = revisions.current();
    // A client ahead of the counter has known another database: it gets everything.
    long after = since > current ? 0 : Math.max(0, since - REPEATED_REVISIONS);
    return new DirectoryPage(
        current,
        servers.changedSince(after),
        sites.changedSince(after),
        keys ? this.keys.changedSince(after) : List.of());
  }
}
