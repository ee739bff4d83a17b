package io.kilowatch.scheduler.fleet;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.directory.DirectoryListener;
import io.kilowatch.contracts.registry.DirectoryEntry;
import io.kilowatch.contracts.registry.EnergySpecification;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import io.kilowatch.scheduler.plan.PowerCurve;
import io.kilowatch.scheduler.plan.Server;
import io.kilowatch.scheduler.plan.Site;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The servers in service, with what holds for them and their sites now. The same list until the
 * directory changes: it is asked for four times a second, and a fleet may have 10,000.
 */
@Component
public final class FleetSource implements DirectoryListener {

  private record Known(long changes, List<Server> servers) {}

  private final Directory directory;
  private final AtomicLong changes = new AtomicLong();
  private volatile Known known = new Known(-1, List.of());

  FleetSource(Directory directory) {
    this.directory = directory;
  }

  /** By id; empty until the registry has answered. */
  public List<Server> servers() {
    // Counted first: what changes while the directory is read makes the next call read it again.
    long now = changes.get();
    Known last = known;
    if (last.changes() != now) {
      last = new Known(now, inService());
      known = last;
    }
    return last.servers();
  }

  @Override
  public void changed(DirectoryEntry entry) {
    changes.incrementAndGet();
  }

  private List<Server> inService() {
    return directory.servers().stream()
        .filter(server -> !server.retired() && server.cores() > 0)
        .sorted(Comparator.comparing(ServerEntry::id))
        .flatMap(this::planned)
        .toList();
  }

  private Stream<Server> planned(ServerEntry server) {
    Optional<SiteEntry> site = directory.site(server.siteId());
    EnergySpecification energy = server.energy();
    return site.stream()
        .map(at ->
            new Server(
                server.id(),
                new Site(
                    at.id(),
                    PlanZone.of(at.current().gridZone(), energy.source()),
                    at.current().pue()),
                server.cores(),
                energy.standbyWatts(),
                curve(energy)));
  }

  private static PowerCurve curve(EnergySpecification energy) {
    return energy.powerCurveWatts().isEmpty()
        ? PowerCurve.between(energy.idleWatts(), energy.peakWatts())
        : new PowerCurve(energy.powerCurveWatts());
  }
}
