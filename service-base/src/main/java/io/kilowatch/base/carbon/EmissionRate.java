package io.kilowatch.base.carbon;

import io.kilowatch.contracts.registry.EnergySource;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import io.kilowatch.contracts.registry.SitePeriod;
import java.time.Instant;

/** How much CO2 a server causes each hour, the building's overhead included. */
public final class EmissionRate {

  /** Basis of a source whose factor does not depend on zone and hour. */
  public static final String LIFE_CYCLE = "life-cycle";

  private static final double WATTS_PER_KILOWATT = 1000;

  private final CarbonIntensity intensity;

  public EmissionRate(CarbonIntensity intensity) {
    this.intensity = intensity;
  }

  /** gCO2eq/h of a load: watts x PUE x intensity / 1000. */
  public static double gramsPerHour(double watts, double pue, double gramsPerKwh) {
    return watts * pue * gramsPerKwh / WATTS_PER_KILOWATT;
  }

  /** gCO2eq/h of a server's own draw, with what held for server and site at that time. */
  public double gramsPerHour(double watts, ServerEntry server, SiteEntry site, Instant at) {
    SitePeriod period = EffectivePeriods.site(site, at);
    EnergySource source = EffectivePeriods.energy(server, at).source();
    return gramsPerHour(watts, period.pue(), gramsPerKwh(source, period.gridZone(), at));
  }

  /** gCO2eq/kWh of a source; the grid's depends on zone and hour. */
  public double gramsPerKwh(EnergySource source, String gridZone, Instant at) {
    return LifeCycleFactor.gramsPerKwh(source).orElseGet(() -> intensity.gramsPerKwh(gridZone, at));
  }

  /** Where the figures of this server come from: csv, synthetic, or life-cycle. */
  public String basis(ServerEntry server, SiteEntry site, Instant at) {
    return EffectivePeriods.energy(server, at).source() == EnergySource.GRID
        ? gridBasis(EffectivePeriods.site(site, at).gridZone())
        : LIFE_CYCLE;
  }

  /** Where the figures of a grid zone come from: csv or synthetic. */
  public String gridBasis(String gridZone) {
    return intensity.basis(gridZone);
  }
}
