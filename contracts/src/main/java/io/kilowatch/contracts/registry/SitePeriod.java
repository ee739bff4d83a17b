package io.kilowatch.contracts.registry;

import java.time.Instant;

/**
 * What emissions and cost of a site depend on, and from when on it holds, until the next period's
 * start.
 *
 * @param gridZone zone id of Electricity Maps, such as {@code DE} or {@code SE-SE3}
 * @param pue power usage effectiveness, at least 1
 * @param currency ISO 4217 code of the price
 */
public record SitePeriod(
    Instant validFrom,
    String gridZone,
    double pue,
    double electricityPricePerKwh,
    String currency) {}
