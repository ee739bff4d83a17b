package io.kilowatch.scheduler.intensity.forecast;

/** Expects of an hour what was last observed a whole number of periods before it. */
final class SeasonalNaive implements Forecaster {

  private final int periodHours;
  private final int farthest;

  /** Forecasts at most so many hours ahead. */
  SeasonalNaive(int periodHours, int farthest) {
    this.periodHours = periodHours;
    this.farthest = farthest;
  }

  @Override
  public void learn(ObservedHours past, boolean known) {}

  @Override
  public double expected(ObservedHours past, int horizon) {
    int periods = Math.ceilDiv(horizon, periodHours);
    int hour = past.size() - 1 + horizon - periods * periodHours;
    return hour < 0 || horizon > farthest ? Double.NaN : past.gramsPerKwh(hour);
  }
}
