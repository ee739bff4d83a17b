package io.kilowatch.scheduler.plan;

import java.util.List;

/**
 * What a server draws at a load, interpolated between eleven measured points as SPECpower_ssj2008
 * reports them: idle, 10 %, 20 % and so on to 100 %.
 *
 * @param watts the eleven points, finite and not negative
 */
public record PowerCurve(List<Double> watts) {

  private static final int POINTS = 11;

  public PowerCurve {
    watts = List.copyOf(watts);
    if (watts.size() != POINTS) {
      throw new IllegalArgumentException("a power curve has 11 points, not " + watts.size());
    }
    if (watts.stream().anyMatch(point -> !Double.isFinite(point) || point < 0)) {
      throw new IllegalArgumentException("the watts of a power curve are finite and not negative");
    }
  }

  /** A straight line between idle and full load, for a server of which no more is known. */
  public static PowerCurve between(double idleWatts, double peakWatts) {
    Double[] points = new Double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      points[i] = idleWatts + (peakWatts - idleWatts) * i / (POINTS - 1);
    }
    return new PowerCurve(List.of(points));
  }

  /**
   * The watts at a load.
   *
   * @param load from 0 to 1
   */
  public double wattsAt(double load) {
    double position = load * (POINTS - 1);
    int below = Math.min((int) position, POINTS - 2);
    double share = position - below;
    return watts.get(below) * (1 - share) + watts.get(below + 1) * share;
  }
}
