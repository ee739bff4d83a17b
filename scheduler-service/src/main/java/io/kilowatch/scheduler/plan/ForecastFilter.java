package io.kilowatch.scheduler.plan;

import org.jspecify.annotations.Nullable;

/**
 * Expects of an hour what its forecast and those of the hours beside it tell together.
 *
 * <p>Of many hours that are forecast with errors, the one that seems the cleanest is likely one of
 * a lucky error. Intensities change slowly, so part of how an hour differs from its neighbours is
 * error: let {@code d} be the second difference of the forecast and {@code e} the mean square of
 * its errors, which are independent. Then {@code forecast + k d} has a mean square error of {@code
 * e (1 - 4 k + 6 k k) + k k (mean(d d) - 6 e)}, which is least for {@code k = 2 e / mean(d d)}. How
 * large errors are is learned from hours that have been observed, which is after they have begun,
 * often after they have ended.
 */
final class ForecastFilter {

  private static final long HOUR_SECONDS = HourlyRates.HOUR_SECONDS;

  /** With a third the hour counts as much as each neighbour. */
  private static final double MOST = 1.0 / 3;

  /** What an hour's errors count an hour later: those of the last four days make up most. */
  private static final double REMEMBERED = 0.99;

  private @Nullable IntensityForecast last;
  private long lastHour;
  private double squaredErrors;
  private double errors;

  /** What to expect of the hours that have not begun. */
  IntensityForecast expected(IntensityForecast forecast, long now) {
    long current = HourlyRates.hourOf(now);
    learn(forecast, current);
    double[][] grams = new double[forecast.zones().size()][];
    for (int zone = 0; zone < grams.length; zone++) {
      int first = Math.toIntExact((current - forecast.start()) / HOUR_SECONDS) + 1;
      grams[zone] = filtered(forecast.rates().row(zone), Math.max(1, first));
    }
    return forecast.withRates(grams);
  }

  /** Compares the hours that were observed meanwhile with what was forecast of them. */
  private void learn(IntensityForecast forecast, long current) {
    if (last != null) {
      double remembered = Math.pow(REMEMBERED, (double) (current - lastHour) / HOUR_SECONDS);
      squaredErrors *= remembered;
      errors *= remembered;
      long first = Math.max(last.start(), forecast.start());
      long known = Math.min(last.start() + last.hours() * HOUR_SECONDS, current + 1);
      for (long hour = first; hour < known; hour += HOUR_SECONDS) {
        learn(last, forecast, hour);
      }
    }
    last = forecast;
    lastHour = current;
  }

  private void learn(IntensityForecast before, IntensityForecast forecast, long hour) {
    for (int zone = 0; zone < forecast.zones().size(); zone++) {
      if (forecast.isObservedAt(zone, hour) && !before.isObservedAt(zone, hour)) {
        learn(before.gramsPerKwhAt(zone, hour), forecast.gramsPerKwhAt(zone, hour));
      }
    }
  }

  private void learn(double expected, double observed) {
    if (observed > 0) {
      double error = expected / observed - 1;
      squaredErrors += error * error;
      errors++;
    }
  }

  private double[] filtered(double[] forecast, int first) {
    double[] second = new double[forecast.length];
    double differences = 0;
    double squares = 0;
    for (int hour = first; hour < forecast.length - 1; hour++) {
      second[hour] = forecast[hour - 1] - 2 * forecast[hour] + forecast[hour + 1];
      differences += second[hour] * second[hour];
      squares += forecast[hour] * forecast[hour];
    }
    double[] filtered = forecast.clone();
    if (errors > 0 && differences > 0) {
      double share = Math.min(MOST, 2 * squaredErrors / errors * squares / differences);
      for (int hour = first; hour < forecast.length - 1; hour++) {
        filtered[hour] += share * second[hour];
      }
    }
    return filtered;
  }
}
