package io.kilowatch.scheduler.fleet;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.contracts.registry.EnergySpecification;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import io.kilowatch.scheduler.plan.PowerCurve;
import io.kilowatch.scheduler.plan.Server;
import io.kilowatch.scheduler.plan.Site;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The servers in service, with what holds for them and their sites now. */
@Component
public final class FleetSource {

  private final Directory directory;

  FleetSource(Directory directory) {
    this.directory = directory;
  }

  /** By id; empty until the registry has answered. */
  public List<Server> servers() {
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
