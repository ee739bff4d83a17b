package io.kilowatch.registry.server;

import io.kilowatch.base.input.FieldChecks;
import io.kilowatch.contracts.registry.EnergySource;
import io.kilowatch.contracts.registry.EnergySpecification;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An energy specification as a client sends it. A curve makes idle and peak watts optional; without
 * standby watts the server counts as one that idles and never sleeps.
 */
record EnergyRequest(
    @Nullable String source,
    @Nullable Double idleWatts,
    @Nullable Double peakWatts,
    @Nullable List<@Nullable Double> powerCurveWatts,
    @Nullable Double standbyWatts) {

  /** As much as a reading may be. */
  private static final double MOST_WATTS = 10_000_000;

  /** Measured curves dip by a percent or two where a processor changes its state. */
  private static final double DIP = 0.95;

  private static final String CURVE = "energy.powerCurveWatts";

  EnergySpecification checked(FieldChecks checks) {
    List<Double> curve = curve(checks);
    double idle =
        watts(checks, "energy.idleWatts", idleWatts, curve.isEmpty() ? null : curve.getFirst());
    double peak =
        watts(checks, "energy.peakWatts", peakWatts, curve.isEmpty() ? null : curve.getLast());
    checks.require(idle <= peak, "energy.idleWatts", "must not be above the watts at peak");
    double standby = watts(checks, "energy.standbyWatts", standbyWatts, idle);
    checks.require(standby <= idle, "energy.standbyWatts", "must not be above the idle watts");
    EnergySource from =
        checks.constant("energy.source", source, EnergySource.class, EnergySource.GRID);
    return new EnergySpecification(from, idle, peak, curve, standby);
  }

  private static double watts(
      FieldChecks checks, String field, @Nullable Double value, @Nullable Double whereAbsent) {
    return checks.number(field, value == null ? whereAbsent : value, 0, MOST_WATTS);
  }

  private List<Double> curve(FieldChecks checks) {
    if (powerCurveWatts == null || powerCurveWatts.isEmpty()) {
      return List.of();
    }
    if (powerCurveWatts.size() != EnergySpecification.CURVE_POINTS) {
      checks.refuse(CURVE, "must have 11 values, for 0, 10, .. 100 % load, or be left out");
      return List.of();
    }
    double highest = 0;
    for (Double watts : powerCurveWatts) {
      if (watts == null || !Double.isFinite(watts) || watts < 0 || watts > MOST_WATTS) {
        checks.refuse(CURVE, "must be numbers from 0 to " + (long) MOST_WATTS);
        return List.of();
      }
      if (watts < highest * DIP) {
        checks.refuse(CURVE, "must not fall by more than 5 % as load grows");
        return List.of();
      }
      highest = Math.max(highest, watts);
    }
    return powerCurveWatts.stream().map(Double::valueOf).toList();
  }
}
