package io.kilowatch.registry.site;

import io.kilowatch.contracts.registry.SitePeriod;
import java.time.Instant;

/** What a site shall be, checked. */
record SiteForm(
    String name,
    double latitude,
    double longitude,
    String gridZone,
    double pue,
    double electricityPricePerKwh,
    String currency) {

  SitePeriod periodFrom(Instant from) {
    return new SitePeriod(from, gridZone, pue, electricityPricePerKwh, currency);
  }
}
