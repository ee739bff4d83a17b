package io.kilowatch.scheduler.plan;

/**
 * Rates by row and hour, of which the integral over any stretch of time takes two look-ups in sums
 * that are made once. Times before and after the hours have the first and the last hour's rate.
 */
final class HourlyRates {

  static final long HOUR_SECONDS = 3600;

  private final long start;
  private final int hours;
  private final double[][] rates;

  /** The integral from the start until each hour begins. */
  private final double[][] sums;

  /**
   * @param start of the first hour, in seconds since the epoch
   * @param rates by row and hour; without rows for a fleet without servers
   */
  HourlyRates(long start, double[][] rates) {
    this.start = start;
    this.hours = rates.length == 0 ? 1 : rates[0].length;
    if (hours == 0) {
      throw new IllegalArgumentException("a row has at least one hour");
    }
    this.rates = new double[rates.length][];
    this.sums = new double[rates.length][hours + 1];
    for (int row = 0; row < rates.length; row++) {
      this.rates[row] = rates[row].clone();
      for (int hour = 0; hour < hours; hour++) {
        sums[row][hour + 1] = sums[row][hour] + rates[row][hour] * HOUR_SECONDS;
      }
    }
  }

  /** Nothing at any time. */
  static HourlyRates none(int rows) {
    return new HourlyRates(0, new double[rows][1]);
  }

  long start() {
    return start;
  }

  int hours() {
    return hours;
  }

  double[] row(int row) {
    return rates[row];
  }

  double at(int row, long time) {
    return rates[row][indexOf(time)];
  }

  /** The rate times seconds over a stretch of time. */
  double between(int row, long from, long to) {
    return until(row, to) - until(row, from);
  }

  /** The rate times seconds from the start until a time. */
  double until(int row, long time) {
    int hour = indexOf(time);
    return sums[row][hour] + rates[row][hour] * (time - start - hour * HOUR_SECONDS);
  }

  /** Of the hour that the time is in, or the one of them that is nearest to it. */
  int indexOf(long time) {
    long hour = Math.floorDiv(time - start, HOUR_SECONDS);
    return (int) Math.max(0, Math.min(hour, hours - 1));
  }

  /** The start of the hour that the time is in. */
  static long hourOf(long time) {
    return Math.floorDiv(time, HOUR_SECONDS) * HOUR_SECONDS;
  }

  /** The end of the hour that the time is in. */
  static long hourAfter(long time) {
    return (Math.floorDiv(time, HOUR_SECONDS) + 1) * HOUR_SECONDS;
  }
}
