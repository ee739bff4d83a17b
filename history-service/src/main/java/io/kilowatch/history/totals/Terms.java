package io.kilowatch.history.totals;

import io.kilowatch.base.carbon.EffectivePeriods;
import io.kilowatch.base.carbon.EmissionRate;
import io.kilowatch.contracts.registry.EnergyPeriod;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import io.kilowatch.contracts.registry.SitePeriod;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a server's emissions and cost depend on, each as it was at the time. */
final class Terms {

  private final ServerEntry server;
  private final @Nullable SiteEntry site;
  private final EmissionRate emissions;
  private final NavigableSet<Long> changes = new TreeSet<>();

  /**
   * The terms of one server.
   *
   * @param site null when it is gone: then only energy and what the CO2 sensor said is known
   */
  Terms(ServerEntry server, @Nullable SiteEntry site, EmissionRate emissions) {
    this.server = server;
    this.site = site;
    this.emissions = emissions;
    Stream<Instant> ofSite =
        site == null ? Stream.of() : site.periods().stream().map(SitePeriod::validFrom);
    Stream.concat(ofSite, server.periods().stream().map(EnergyPeriod::validFrom))
        .map(Instant::toEpochMilli)
        .forEach(changes::add);
  }

  /** When something changes next, but not later than that. */
  long nextChange(long afterMillis, long atMost) {
    Long change = changes.higher(afterMillis);
    return change == null ? atMost : Math.min(change, atMost);
  }

  @Nullable SitePeriod site(long millis) {
    return site == null ? null : EffectivePeriods.site(site, Instant.ofEpochMilli(millis));
  }

  /** Emissions of a kilowatt-hour of the server's own, the building's overhead included. */
  double gramsPerKwh(SitePeriod period, long millis) {
    Instant at = Instant.ofEpochMilli(millis);
    return period.pue()
        * emissions.gramsPerKwh(
            EffectivePeriods.energy(server, at).source(), period.gridZone(), at);
  }
}
