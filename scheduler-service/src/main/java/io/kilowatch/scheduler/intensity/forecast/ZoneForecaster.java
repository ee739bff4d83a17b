package io.kilowatch.scheduler.intensity.forecast;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Forecasts one zone. It is shown the past hour by hour, forecasts after each of them with every
 * method it has, and remembers how far each was off; so what it says of itself comes from forecasts
 * that were made before the hour they are of, and the method that was off least is taken.
 */
public final class ZoneForecaster {

  /** As far as errors are known for each hour ahead. */
  public static final int HORIZON = 72;

  /** As far as it forecasts: from there on there is no last week to go by. */
  public static final int FARTHEST = ObservedHours.WEEK_HOURS;

  /** Fewer forecasts say too little of a method to go by it: each hour of three days. */
  private static final int FEWEST_FORECASTS = 3 * ObservedHours.DAY_HOURS;

  /** Nine hours in ten are between them. */
  private static final double LOW = 0.05;

  private static final double HIGH = 0.95;

  private final ObservedHours past;
  private final Map<Method, Tried> methods = new EnumMap<>(Method.class);

  /**
   * Knows nothing yet.
   *
   * @param firstHour that it will be shown, in hours since the epoch
   */
  public ZoneForecaster(long firstHour) {
    past = new ObservedHours(firstHour);
    Forecaster day = new SeasonalNaive(ObservedHours.DAY_HOURS, HORIZON);
    Forecaster week = new SeasonalNaive(ObservedHours.WEEK_HOURS, FARTHEST);
    methods.put(Method.SEASONAL_NAIVE_DAY, new Tried(day));
    methods.put(Method.SEASONAL_NAIVE_WEEK, new Tried(week));
    methods.put(Method.REGRESSION, new Tried(new Regression(HORIZON)));
  }

  /**
   * Shows it the next hour.
   *
   * @param gramsPerKwh gCO2eq/kWh, at least 0; NaN where it is unknown, but not at first
   */
  public void observe(double gramsPerKwh) {
    past.add(gramsPerKwh);
    boolean known = !Double.isNaN(gramsPerKwh);
    methods.values().forEach(method -> method.observe(past, known));
  }

  /**
   * What is expected so many hours after the last one it was shown, by the method that was off
   * least this far ahead in the last twelve weeks.
   *
   * @param horizon from 1 to {@link #FARTHEST}
   * @return empty while it has seen too little to know how far off it is
   */
  public Optional<ExpectedHour> expect(int horizon) {
    Method best = null;
    double least = Double.POSITIVE_INFINITY;
    for (Method method : Method.values()) {
      double error = tried(method).mapePercent(horizon);
      if (error < least && !Double.isNaN(expected(method, horizon))) {
        least = error;
        best = method;
      }
    }
    return best == null ? Optional.empty() : Optional.of(expect(best, horizon));
  }

  /**
   * What one method expects.
   *
   * @return gCO2eq/kWh, or NaN while it can't tell
   */
  public double expected(Method method, int horizon) {
    return past.size() == 0 ? Double.NaN : tried(method).expected(past, horizon);
  }

  private ExpectedHour expect(Method method, int horizon) {
    Tried tried = tried(method);
    double expected = tried.expected(past, horizon);
    double[] bounds = tried.errors(horizon).quantiles(LOW, HIGH);
    return new ExpectedHour(
        method,
        expected,
        expected * Math.min(bounds[0], 1),
        expected * Math.max(bounds[1], 1),
        tried.mapePercent(horizon));
  }

  private Tried tried(Method method) {
    Tried tried = methods.get(method);
    if (tried == null) {
      throw new IllegalStateException("each method is tried");
    }
    return tried;
  }

  /** A method, what it has expected of hours to come, and how far off it was. */
  private static final class Tried {

    private final Forecaster forecaster;

    /** By hours ahead and, as there are never more to come than these, hour modulo the horizon. */
    private final double[][] pending = new double[HORIZON][HORIZON];

    private final ErrorWindow[] errors = new ErrorWindow[HORIZON];

    Tried(Forecaster forecaster) {
      this.forecaster = forecaster;
      for (int i = 0; i < HORIZON; i++) {
        errors[i] = new ErrorWindow();
      }
    }

    void observe(ObservedHours past, boolean known) {
      int hour = past.size() - 1;
      for (int horizon = 1; known && horizon <= Math.min(hour, HORIZON); horizon++) {
        double expected = pending[horizon - 1][hour % HORIZON];
        if (!Double.isNaN(expected)) {
          errors[horizon - 1].add(expected, past.gramsPerKwh(hour));
        }
      }
      forecaster.learn(past, known);
      for (int horizon = 1; horizon <= HORIZON; horizon++) {
        pending[horizon - 1][(hour + horizon) % HORIZON] = forecaster.expected(past, horizon);
      }
    }

    double expected(ObservedHours past, int horizon) {
      return forecaster.expected(past, horizon);
    }

    /** Beyond those that are known the farthest, which for the last week are the same. */
    ErrorWindow errors(int horizon) {
      return errors[Math.min(horizon, HORIZON) - 1];
    }

    double mapePercent(int horizon) {
      ErrorWindow window = errors(horizon);
      return window.size() < FEWEST_FORECASTS ? Double.POSITIVE_INFINITY : window.mapePercent();
    }
  }
}
