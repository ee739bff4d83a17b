package io.kilowatch.registry.directory;

import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.contracts.registry.DirectoryPage;
import io.kilowatch.registry.key.IngestKeys;
import io.kilowatch.registry.revision.Revisions;
import io.kilowatch.registry.server.ServerStore;
import io.kilowatch.registry.site.SiteStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells the other services what has changed since they last asked. */
@RestController
class DirectoryController {

  private static final long REPEATED_REVISIONS = 256;

  /** After so long without another number, nobody writes under an older one any more. */
  private static final Duration SETTLED = Duration.ofMinutes(1);

  private final Revisions revisions;
  private final ServerStore servers;
  private final SiteStore sites;
  private final IngestKeys keys;
  private final Clock clock;
  private final AtomicReference<Standstill> standstill;

  DirectoryController(
      Revisions revisions, ServerStore servers, SiteStore sites, IngestKeys keys, Clock clock) {
    this.revisions = revisions;
    this.servers = servers;
    this.sites = sites;
    this.keys = keys;
    this.clock = clock;
    this.standstill = new AtomicReference<>(new Standstill(-1, clock.instant()));
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
    if (since == current && settled(current)) {
      return new DirectoryPage(current, List.of(), List.of(), List.of());
    }
    // A client ahead of the counter has known another database: it gets everything.
    long after = since > current ? 0 : Math.max(0, since - REPEATED_REVISIONS);
    return new DirectoryPage(
        current,
        servers.changedSince(after),
        sites.changedSince(after),
        keys ? this.keys.changedSince(after) : List.of());
  }

  /** Whether the last numbers need not be repeated: with a large fleet that is most of the work. */
  private boolean settled(long current) {
    Instant now = clock.instant();
    Standstill seen =
        standstill.updateAndGet(
            before -> before.revision == current ? before : new Standstill(current, now));
    return !now.isBefore(seen.begin.plus(SETTLED));
  }

  private record Standstill(long revision, Instant begin) {}
}
