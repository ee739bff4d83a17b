package io.kilowatch.scheduler.intensity.forecast;

/** One way to forecast; it sees the past only. */
interface Forecaster {

  /**
   * Takes note of the last hour of the past, once for each.
   *
   * @param known whether it was observed; otherwise something stands in for it
   */
  void learn(ObservedHours past, boolean known);

  /**
   * What is expected so many hours after the last one.
   *
   * @param horizon from 1
   * @return gCO2eq/kWh, or NaN where it can't tell
   */
  double expected(ObservedHours past, int horizon);
}
