package io.kilowatch.scheduler.plan;

import java.util.Arrays;
import java.util.List;

/**
 * The carbon intensity that is expected of each grid zone, hour by hour; hours before and after it
 * count as its first and last.
 */
public final class IntensityForecast {

  private final List<String> zones;
  private final HourlyRates gramsPerKwh;
  private final boolean[][] observed;

  /**
   * The hours from a start on, where it does not matter which of them have been observed.
   *
   * @param start of the first hour, in seconds since the epoch
   * @param gramsPerKwh by zone, in the order of the zones, and hour
   */
  public IntensityForecast(List<String> zones, long start, double[][] gramsPerKwh) {
    this(zones, start, gramsPerKwh, none(gramsPerKwh));
  }

  /**
   * The hours from a start on.
   *
   * @param start of the first hour, in seconds since the epoch
   * @param gramsPerKwh by zone, in the order of the zones, and hour
   * @param observed by zone and hour, whether this is what it was; else it is expected
   */
  public IntensityForecast(
      List<String> zones, long start, double[][] gramsPerKwh, boolean[][] observed) {
    if (gramsPerKwh.length != zones.size()) {
      throw new IllegalArgumentException("a forecast has the hours of each of its zones");
    }
    this.zones = List.copyOf(zones);
    this.gramsPerKwh = new HourlyRates(start, gramsPerKwh);
    this.observed = Arrays.stream(observed).map(boolean[]::clone).toArray(boolean[][]::new);
  }

  private static boolean[][] none(double[][] hours) {
    return Arrays.stream(hours).map(row -> new boolean[row.length]).toArray(boolean[][]::new);
  }

  /** The same hours with the zones in another order, as a fleet numbers them. */
  public IntensityForecast forZones(List<String> wanted) {
    double[][] rows = new double[wanted.size()][];
    boolean[][] known = new boolean[wanted.size()][];
    for (int i = 0; i < rows.length; i++) {
      int zone = zones.indexOf(wanted.get(i));
      if (zone < 0) {
        throw new IllegalArgumentException("no intensity of the zone " + wanted.get(i));
      }
      rows[i] = gramsPerKwh.row(zone);
      known[i] = observed[zone];
    }
    return new IntensityForecast(wanted, start(), rows, known);
  }

  /** The same hours with other values of those that are expected. */
  IntensityForecast withRates(double[][] rates) {
    return new IntensityForecast(zones, start(), rates, observed);
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

  /** Whether that is what the hour, which is one of these, was. */
  public boolean isObservedAt(int zone, long time) {
    return observed[zone][gramsPerKwh.indexOf(time)];
  }

  /** The integral over a stretch of time, in grams per kWh times seconds. */
  public double between(int zone, long from, long to) {
    return gramsPerKwh.between(zone, from, to);
  }
}
