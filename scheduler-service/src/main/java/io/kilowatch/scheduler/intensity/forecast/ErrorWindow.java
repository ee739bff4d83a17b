package io.kilowatch.scheduler.intensity.forecast;

import java.util.Arrays;

/** How far one method was off at one horizon, over the last weeks. */
final class ErrorWindow {

  /**
   * Twelve weeks: each weekday counts alike, and weather, which stays for days, has changed so
   * often that luck decides little.
   */
  private static final int HOURS = 12 * ObservedHours.WEEK_HOURS;

  private static final double HUNDRED = 100;

  /** Of what was observed to what had been expected. */
  private final double[] ratios = new double[HOURS];

  private long seen;
  private double sumOfErrors;

  void add(double expectedGrams, double observedGrams) {
    int place = (int) (seen % HOURS);
    if (seen >= HOURS) {
      sumOfErrors -= error(ratios[place]);
    }
    ratios[place] = observedGrams / Math.max(expectedGrams, ObservedHours.LEAST_GRAMS_PER_KWH);
    sumOfErrors += error(ratios[place]);
    seen++;
  }

  /** |expected - observed| / observed. */
  private static double error(double ratio) {
    return Math.abs(1 / ratio - 1);
  }

  /** How many forecasts are in it. */
  int size() {
    return (int) Math.min(seen, HOURS);
  }

  double mapePercent() {
    return HUNDRED * sumOfErrors / size();
  }

  /** By what an expectation is to be multiplied to get its bounds, in the order of the shares. */
  double[] quantiles(double... shares) {
    double[] sorted = Arrays.copyOf(ratios, size());
    Arrays.sort(sorted);
    return Arrays.stream(shares).map(share -> quantile(sorted, share)).toArray();
  }

  /** Between two neighbours it is interpolated. */
  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
