package io.kilowatch.scheduler.plan;

import java.util.List;

/**
 * The carbon intensity that is expected of each grid zone, hour by hour; hours before and after it
 * count as its first and last.
 */
public final class IntensityForecast {

  private final List<String> zones;
  private final HourlyRates gramsPerKwh;

  /**
   * The hours from a start on.
   *
   * @param start of the first hour, in seconds since the epoch
   * @param gramsPerKwh by zone, in the order of the zones, and hour
   */
  public IntensityForecast(List<String> zones, long start, double[][] gramsPerKwh) {
    if (gramsPerKwh.length != zones.size()) {
      throw new IllegalArgumentException("a forecast has the hours of each of its zones");
    }
    this.zones = List.copyOf(zones);
    this.gramsPerKwh = new HourlyRates(start, gramsPerKwh);
  }

  /** The same hours with the zones in another order, as a fleet numbers them. */
  public IntensityForecast forZones(List<String> wanted) {
    double[][] rows = new double[wanted.size()][];
    for (int i = 0; i < rows.length; i++) {
      int zone = zones.indexOf(wanted.get(i));
      if (zone < 0) {
        throw new IllegalArgumentException("no intensity of the zone " + wanted.get(i));
      }
      rows[i] = gramsPerKwh.row(zone);
    }
    return new IntensityForecast(wanted, start(), rows);
  }

  HourlyRates rates() {
    return gramsPerKwh;
  }

  public List<String> zones() {
    return zones;
  }

  /** Of the first hour. */
  public long start() {
    return gramsPerKwh.start();
  }

  public int hours() {
    return gramsPerKwh.hours();
  }

  /** Of the hour that the time is in. */
  public double gramsPerKwhAt(int zone, long time) {
    return gramsPerKwh.at(zone, time);
  }

  /** The integral over a stretch of time, in grams per kWh times seconds. */
  public double between(int zone, long from, long to) {
    return gramsPerKwh.between(zone, from, to);
  }
}
