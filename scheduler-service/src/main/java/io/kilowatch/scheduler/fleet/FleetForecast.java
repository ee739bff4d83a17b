package io.kilowatch.scheduler.fleet;

import io.kilowatch.scheduler.intensity.ZoneForecasts;
import io.kilowatch.scheduler.intensity.ZoneHour;
import io.kilowatch.scheduler.plan.IntensityForecast;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.springframework.stereotype.Component;

/** What electricity emits where servers stand, hour by hour. */
@Component
public final class FleetForecast {

  private final ZoneForecasts forecasts;

  public FleetForecast(ZoneForecasts forecasts) {
    this.forecasts = forecasts;
  }

  /** Another number once the forecast may have changed. */
  public long version() {
    return forecasts.version();
  }

  /**
   * The hours from one time to another.
   *
   * @param zones as {@link io.kilowatch.scheduler.plan.Fleet} has them
   */
  public IntensityForecast between(List<String> zones, Instant from, Instant to) {
    Instant start = from.truncatedTo(ChronoUnit.HOURS);
    double[][] grams = zones.stream().map(zone -> hours(zone, start, to)).toArray(double[][]::new);
    return new IntensityForecast(zones, start.getEpochSecond(), grams);
  }

  private double[] hours(String planZone, Instant start, Instant to) {
    OptionalDouble own = PlanZone.ownGramsPerKwh(planZone);
    if (own.isPresent()) {
      double[] hours = new double[(int) ChronoUnit.HOURS.between(start, to.minusNanos(1)) + 1];
      Arrays.fill(hours, own.getAsDouble());
      return hours;
    }
    return forecasts.hours(PlanZone.gridZone(planZone), start, to).stream()
        .mapToDouble(ZoneHour::gramsPerKwh)
        .toArray();
  }
}
