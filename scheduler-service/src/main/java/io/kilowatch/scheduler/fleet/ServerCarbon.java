package io.kilowatch.scheduler.fleet;

import io.kilowatch.base.carbon.EffectivePeriods;
import io.kilowatch.base.directory.Directory;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SitePeriod;
import io.kilowatch.scheduler.plan.IntensityForecast;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.springframework.stereotype.Component;

/** What a kWh that a server draws emits, its facility's overhead included. */
@Component
public final class ServerCarbon {

  private final Directory directory;
  private final FleetForecast forecasts;

  public ServerCarbon(Directory directory, FleetForecast forecasts) {
    this.directory = directory;
    this.forecasts = forecasts;
  }

  /**
   * gCO2eq for each kWh that the server draws evenly over a stretch of time: PUE x intensity, as
   * observed where it was. Empty for a server that nobody knows.
   */
  public OptionalDouble facilityGramsPerKwh(String serverId, Instant from, Instant to) {
    return directory
        .server(serverId)
        .map(server -> facilityGramsPerKwh(server, from, to))
        .orElseGet(OptionalDouble::empty);
  }

  private OptionalDouble facilityGramsPerKwh(ServerEntry server, Instant from, Instant to) {
    return directory
        .siteEvenDeleted(server.siteId())
        .map(entry -> EffectivePeriods.site(entry, from))
        .map(site -> OptionalDouble.of(site.pue() * meanGramsPerKwh(server, site, from, to)))
        .orElseGet(OptionalDouble::empty);
  }

  private double meanGramsPerKwh(ServerEntry server, SitePeriod site, Instant from, Instant to) {
    String zone = PlanZone.of(site.gridZone(), EffectivePeriods.energy(server, from).source());
    IntensityForecast hours = forecasts.between(List.of(zone), from, to);
    long start = from.getEpochSecond();
    long end = Math.max(start + 1, to.getEpochSecond());
    return hours.between(0, start, end) / (end - start);
  }
}
