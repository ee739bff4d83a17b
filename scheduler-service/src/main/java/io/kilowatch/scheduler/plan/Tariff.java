package io.kilowatch.scheduler.plan;

/**
 * What choices are compared by: emissions by the forecast, with the idle power of servers shared
 * out in part, and rents.
 *
 * <p>By its own curve the task that wakes a server pays for all of its idle power and those that
 * join it hardly any, so that none would wake one in a clean hour. As far as idle power is shared,
 * each core pays for its part of a server that is filled up to where it is most efficient.
 */
final class Tariff {

  private final Fleet fleet;

  /** By site: what a watt of a server's own curve counts, in grams per kWh. */
  private final HourlyRates ownRates;

  /** By model: what a core pays whatever else runs, in watts times grams per kWh. */
  private final HourlyRates coreRates;

  private Tariff(Fleet fleet, HourlyRates ownRates, HourlyRates coreRates) {
    this.fleet = fleet;
    this.ownRates = ownRates;
    this.coreRates = coreRates;
  }

  /**
   * A tariff for what runs from now on.
   *
   * @param rents of a core, by site
   * @param shared from 0 to 1: how much of the idle power is shared
   */
  static Tariff of(
      Fleet fleet, IntensityForecast forecast, HourlyRates rents, double shared, long now) {
    long start = HourlyRates.hourOf(now);
    long past = (start - forecast.start()) / HourlyRates.HOUR_SECONDS;
    int hours = (int) Math.max(1, forecast.hours() - past);
    double[][] own = new double[fleet.sites().size()][hours];
    double[][] core = new double[fleet.modelCount()][hours];
    for (int hour = 0; hour < hours; hour++) {
      long time = start + hour * HourlyRates.HOUR_SECONDS;
      for (int site = 0; site < own.length; site++) {
        double grams = forecast.gramsPerKwhAt(fleet.zoneOf(site), time);
        own[site][hour] = grams * (1 - shared);
      }
      for (int model = 0; model < core.length; model++) {
        int site = fleet.siteOfModel(model);
        double grams = forecast.gramsPerKwhAt(fleet.zoneOf(site), time);
        core[model][hour] = fleet.leastWattsPerCore(model) * grams * shared + rents.at(site, time);
      }
    }
    return new Tariff(fleet, new HourlyRates(start, own), new HourlyRates(start, core));
  }

  /** What so many more cores cost on a server at a time, as a rate. */
  double rate(int server, int taken, int cores, long time) {
    int model = fleet.modelOf(server);
    double[] watts = fleet.facilityWatts(model);
    return (watts[taken + cores] - watts[taken]) * ownRates.at(fleet.siteOf(server), time)
        + coreRates.at(model, time) * cores;
  }

  /** What so many more cores cost over a stretch of time, beside what is taken. */
  double cost(CoreTimeline timeline, int server, int cores, long start, long end) {
    int model = fleet.modelOf(server);
    double[] watts = fleet.facilityWatts(model);
    return timeline.added(watts, cores, ownRates, fleet.siteOf(server), start, end)
        + cores * coreRates.between(model, start, end);
  }

  /** The least that {@link #cost} can be, whatever is taken. */
  double leastCost(int server, int cores, long start, long end) {
    int model = fleet.modelOf(server);
    return fleet.leastAddedWatts(model, cores) * ownRates.between(fleet.siteOf(server), start, end)
        + cores * coreRates.between(model, start, end);
  }
}
