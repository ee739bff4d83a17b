package io.kilowatch.history.fleet;

import io.kilowatch.base.carbon.EffectivePeriods;
import io.kilowatch.base.carbon.EmissionRate;
import io.kilowatch.base.directory.Directory;
import io.kilowatch.contracts.registry.EnergySource;
import io.kilowatch.contracts.registry.SiteEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** How much CO2 electricity causes at each site, the building's overhead left out. */
@Component
final class SiteIntensities {

  private static final int DAY_HOURS = 24;

  private final EmissionRate emissions;

  SiteIntensities(EmissionRate emissions) {
    this.emissions = emissions;
  }

  /** One site; intensities in gCO2eq/kWh. */
  record SiteIntensity(
      String siteId,
      String siteName,
      String gridZone,
      @Schema(description = "gCO2eq/kWh of the site's grid zone in this hour")
          double gridGramsPerKwh,
      @Schema(
              description = "Where the grid's figures come from",
              allowableValues = {"csv", "synthetic"})
          String basis,
      @Schema(description = "gCO2eq/kWh of each energy source: mean of the last 24 hours")
          Map<EnergySource, Double> meanGramsPerKwh) {}

  List<SiteIntensity> of(Directory directory, Instant now) {
    return directory.sites().stream()
        .sorted(Comparator.comparing(SiteEntry::name).thenComparing(SiteEntry::id))
        .map(site -> of(site, now))
        .toList();
  }

  private SiteIntensity of(SiteEntry site, Instant now) {
    String zone = EffectivePeriods.site(site, now).gridZone();
    Map<EnergySource, Double> means = new EnumMap<>(EnergySource.class);
    Arrays.stream(EnergySource.values())
        .forEach(source -> means.put(source, meanOfTheDay(source, zone, now)));
    return new SiteIntensity(
        site.id(),
        site.name(),
        zone,
        emissions.gramsPerKwh(EnergySource.GRID, zone, now),
        emissions.gridBasis(zone),
        means);
  }

  private double meanOfTheDay(EnergySource source, String zone, Instant now) {
    return IntStream.range(0, DAY_HOURS)
        .mapToObj(hours -> now.minus(Duration.ofHours(hours)))
        .mapToDouble(hour -> emissions.gramsPerKwh(source, zone, hour))
        .average()
        .orElseThrow();
  }
}
