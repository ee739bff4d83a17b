package io.kilowatch.registry.site;

import io.kilowatch.contracts.registry.SitePeriod;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A site as a client sees it.
 *
 * @param periods what held when, oldest first; the last is what holds now
 */
record SiteAnswer(
    String id,
    String name,
    String gridZone,
    double latitude,
    double longitude,
    double pue,
    double electricityPricePerKwh,
    String currency,
    List<SitePeriod> periods,
    Instant createdAt,
    @Nullable Long version) {

  static SiteAnswer of(Site site) {
    SitePeriod current = site.current();
    return new SiteAnswer(
        site.id(),
        site.name(),
        current.gridZone(),
        site.latitude(),
        site.longitude(),
        current.pue(),
        current.electricityPricePerKwh(),
        current.currency(),
        site.periods(),
        site.createdAt(),
        site.version());
  }
}
