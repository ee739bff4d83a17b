package io.kilowatch.benchmarks.replay;

/**
 * The time integral of a series over a stretch of time: each reading holds until the next one, the
 * last until the end of the whole, and each for 900 seconds at most.
 *
 * @param valueSeconds in the series' unit times seconds
 * @param coveredSeconds for how long a reading held
 */
record Integral(double valueSeconds, double coveredSeconds) {

  private static final long MAX_GAP_MILLIS = 900_000;
  private static final double MILLIS = 1000.0;

  /**
   * Integrates what of the holds falls into the stretch.
   *
   * @param end of the whole, up to which the last reading holds
   */
  static Integral of(Series series, long from, long to, long end) {
    double valueSeconds = 0;
    double coveredSeconds = 0;
    for (int i = 0; i < series.size(); i++) {
      long begins = Math.max(series.times()[i], from);
      double seconds = Math.max(Math.min(holdsUntil(series, i, end), to) - begins, 0) / MILLIS;
      valueSeconds += series.values()[i] * seconds;
      coveredSeconds += seconds;
    }
    return new Integral(valueSeconds, coveredSeconds);
  }

  private static long holdsUntil(Series series, int i, long end) {
    long next = i + 1 < series.size() ? series.times()[i + 1] : end;
    return Math.min(Math.min(next, end), series.times()[i] + MAX_GAP_MILLIS);
  }
}
