package io.kilowatch.scheduler.simulation;

import io.kilowatch.scheduler.plan.IntensityForecast;
import java.util.SplittableRandom;

/**
 * Forecasts that err: each hour of each zone by a factor of its own, normally distributed around 1,
 * until it begins and is observed.
 */
public final class NoisyForecasts {

  private final IntensityForecast observed;
  private final double[][] forecast;

  /**
   * Makes up the errors of all hours.
   *
   * @param relativeError the standard deviation of the factors
   */
  public NoisyForecasts(IntensityForecast observed, double relativeError, long seed) {
    this.observed = observed;
    this.forecast = new double[observed.zones().size()][observed.hours()];
    SplittableRandom random = new SplittableRandom(seed);
    for (int zone = 0; zone < forecast.length; zone++) {
      for (int hour = 0; hour < observed.hours(); hour++) {
        double factor = Math.max(0, 1 + relativeError * random.nextGaussian());
        forecast[zone][hour] = valueAt(zone, hour) * factor;
      }
    }
  }

  /** What is known of all hours once the hour of that time has begun. */
  public IntensityForecast at(long time) {
    double[][] known = new double[forecast.length][];
    boolean[][] begun = new boolean[forecast.length][observed.hours()];
    for (int zone = 0; zone < forecast.length; zone++) {
      known[zone] = forecast[zone].clone();
      for (int hour = 0; hour < known[zone].length && startOf(hour) <= time; hour++) {
        known[zone][hour] = valueAt(zone, hour);
        begun[zone][hour] = true;
      }
    }
    return new IntensityForecast(observed.zones(), observed.start(), known, begun);
  }

  private double valueAt(int zone, int hour) {
    return observed.gramsPerKwhAt(zone, startOf(hour));
  }

  private long startOf(int hour) {
    return observed.start() + hour * 3600L;
  }
}
