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

  static Tariff withoutRents(Fleet fleet, Pricing pricing, IntensityForecast forecast) {
    return new Tariff(fleet, pricing, forecast, HourlyRates.none(fleet.sites().size()));
  }

  /** What so many more cores cost on a server over a stretch of time, beside what is taken. */
  double cost(CoreTimeline timeline, int server, int cores, long start, long end) {
    int site = fleet.siteOf(server);
    double[] watts = pricing.watts(fleet.modelOf(server));
    return timeline.added(watts, cores, forecast.rates(), fleet.zoneOf(site), start, end)
        + cores * rent(site, start, end);
  }

  /** The least that {@link #cost} can be, whatever is taken. */
  double leastCost(int server, int cores, long start, long end) {
    int site = fleet.siteOf(server);
    return leastWatts(server, cores) * ofAWatt(site, start, end) + cores * rent(site, start, end);
  }

  /** The fewest watts that so many more cores add, whatever is taken. */
  double leastWatts(int server, int cores) {
    return pricing.leastAdded(fleet.modelOf(server), cores);
  }

  /** What a watt costs at a site over a stretch of time. */
  double ofAWatt(int site, long start, long end) {
    return forecast.between(fleet.zoneOf(site), start, end);
  }

  /** What a core costs at a site over a stretch of time beside its watts. */
  double rent(int site, long start, long end) {
    return rents.between(site, start, end);
  }
}
