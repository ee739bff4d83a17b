package io.kilowatch.contracts.registry;

import java.util.List;

/**
 * How a server draws power.
 *
 * @param powerCurveWatts watts at 0, 10, .. 100 % load; empty where only idle and peak are known
 * @param standbyWatts watts while it holds no task and sleeps
 */
public record EnergySpecification(
    EnergySource source,
    double idleWatts,
    double peakWatts,
    List<Double> powerCurveWatts,
    double standbyWatts) {

  /** Number of points of a power curve, one for each tenth of load from 0 to 100 %. */
  public static final int CURVE_POINTS = 11;

  public EnergySpecification {
    powerCurveWatts = List.copyOf(powerCurveWatts);
  }

  /**
   * Watts at a load, linear between the curve's points, or between idle and peak where there is no
   * curve.
   *
   * @param load share of full load, 0 to 1; anything outside counts as the nearer end
   */
  public double wattsAt(double load) {
    double share = Math.clamp(load, 0, 1);
    if (powerCurveWatts.isEmpty()) {
      return idleWatts + (peakWatts - idleWatts) * share;
    }
    double position = share * (CURVE_POINTS - 1);
    int below = (int) Math.min(Math.floor(position), CURVE_POINTS - 2);
    double low = powerCurveWatts.get(below);
    return low + (powerCurveWatts.get(below + 1) - low) * (position - below);
  }
}
