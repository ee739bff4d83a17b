package io.kilowatch.scheduler.plan;

/**
 * What choices are compared by: priced watts times the forecast, and rents; in watts times grams
 * per kWh, or as a sum over time in those times seconds.
 */
final class Tariff {

  private final Fleet fleet;
  private final Pricing pricing;
  private final IntensityForecast forecast;
  private final HourlyRates rents;

  /**
   * A tariff for a fleet.
   *
   * @param rents of a core, by site
   */
  Tariff(Fleet fleet, Pricing pricing, IntensityForecast forecast, HourlyRates rents) {
    this.fleet = fleet;
    this.pricing = pricing;
    this.forecast = forecast;
    this.rents = rents;
  }

  /** What so many more cores cost on a server over a stretch of time, beside what is taken. */
  double cost(CoreTimeline timeline, int server, int cores, long start, long end) {
    int site = fleet.siteOf(server);
    double[] watts = pricing.watts(fleet.modelOf(server));
    return timeline.added(watts, cores, forecast.rates(), fleet.zoneOf(site), start, end)
        + cores * rents.between(site, start, end);
  }

  /** The least that {@link #cost} can be, whatever is taken. */
  double leastCost(int server, int cores, long start, long end) {
    int site = fleet.siteOf(server);
    return pricing.leastAdded(fleet.modelOf(server), cores)
            * forecast.between(fleet.zoneOf(site), start, end)
        + cores * rents.between(site, start, end);
  }
}
