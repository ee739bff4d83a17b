package io.kilowatch.scheduler.intensity.forecast;

import org.jspecify.annotations.Nullable;

/**
 * Least squares on {@link Features}, one for each number of hours ahead, fitted anew once a week.
 * As logarithms are fitted, it expects the middle of what may come rather than its mean.
 */
final class Regression implements Forecaster {

  private static final double RIDGE = 0.1;

  /** After so many days a row counts half. */
  private static final double HALF_LIFE_DAYS = 180;

  private static final double FADE_A_WEEK = Math.pow(0.5, 7 / HALF_LIFE_DAYS);

  /** Fewer rows say too little of each hour and weekday. */
  private static final int FEWEST_ROWS = 2 * ObservedHours.WEEK_HOURS;

  private final Fit[] fits;
  private final double[] row = new double[Features.COUNT];

  /** Forecasts as many hours ahead, at most three days. */
  Regression(int horizon) {
    fits = new Fit[horizon];
    for (int i = 0; i < horizon; i++) {
      fits[i] = new Fit();
    }
  }

  @Override
  public void learn(ObservedHours past, boolean known) {
    int hour = past.size() - 1;
    for (int horizon = 1; known && horizon <= fits.length; horizon++) {
      int origin = hour - horizon;
      if (Features.known(origin)) {
        Features.fill(row, past, origin, horizon);
        fits[horizon - 1].add(row, past.logarithm(hour) - Features.level(past, origin));
      }
    }
    if (past.hourOfDay(hour) == 0 && past.weekday(hour) == 0) {
      for (Fit fit : fits) {
        fit.again();
      }
    }
  }

  @Override
  public double expected(ObservedHours past, int horizon) {
    if (horizon > fits.length) {
      return Double.NaN;
    }
    double[] coefficients = fits[horizon - 1].coefficients;
    int origin = past.size() - 1;
    if (coefficients == null || !Features.known(origin)) {
      return Double.NaN;
    }
    Features.fill(row, past, origin, horizon);
    double sum = Features.level(past, origin);
    for (int i = 0; i < row.length; i++) {
      sum += coefficients[i] * row[i];
    }
    return Math.exp(sum);
  }

  /** What is fitted so many hours ahead. */
  private static final class Fit {

    private final NormalEquations equations = new NormalEquations(Features.COUNT, RIDGE);
    private int rows;
    private double @Nullable [] coefficients;

    void add(double[] row, double target) {
      equations.add(row, target);
      rows++;
    }

    void again() {
      if (rows >= FEWEST_ROWS) {
        coefficients = equations.solve();
      }
      equations.fade(FADE_A_WEEK);
    }
  }
}
