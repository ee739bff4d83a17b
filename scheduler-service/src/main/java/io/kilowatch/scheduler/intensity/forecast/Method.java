package io.kilowatch.scheduler.intensity.forecast;

/** How an hour is forecast. */
public enum Method {
  /** The last known value of the same hour of the day. */
  SEASONAL_NAIVE_DAY("seasonal-naive-day"),

  /** The last known value of the same hour of the week. */
  SEASONAL_NAIVE_WEEK("seasonal-naive-week"),

  /** Least squares on hour, weekday and the last days. */
  REGRESSION("regression");

  private final String label;

  Method(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }
}
