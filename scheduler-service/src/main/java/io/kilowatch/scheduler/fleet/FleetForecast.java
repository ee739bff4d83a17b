package io.kilowatch.scheduler.fleet;

import io.kilowatch.scheduler.intensity.ZoneForecasts;
import io.kilowatch.scheduler.intensity.ZoneHour;
import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.task.TaskRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.springframework.stereotype.Component;

/** What electricity emits where servers stand, hour by hour. */
@Component
public final class FleetForecast {

  /** After an hour's beginning. What is told later of it says little of forecasts that hold now. */
  private static final Duration OBSERVED_WITHIN = Duration.ofHours(6);

  private final ZoneForecasts forecasts;

  public FleetForecast(ZoneForecasts forecasts) {
    this.forecasts = forecasts;
  }

  /** Another number once the forecast of that time may be another. */
  public long version(Instant now) {
    return forecasts.version(now);
  }

  /**
   * What a planner goes by from now on, with the hours that it may learn from once they have been
   * observed.
   *
   * @param zones as {@link io.kilowatch.scheduler.plan.Fleet} has them
   */
  public IntensityForecast forPlanner(List<String> zones, Instant now) {
    return between(zones, now.minus(OBSERVED_WITHIN), now.plus(TaskRequest.FARTHEST));
  }

  /**
   * The hours from one time to another.
   *
   * @param zones as {@link io.kilowatch.scheduler.plan.Fleet} has them
   */
  public IntensityForecast between(List<String> zones, Instant from, Instant to) {
    Instant start = from.truncatedTo(ChronoUnit.HOURS);
    int count = (int) ChronoUnit.HOURS.between(start, to.minusNanos(1)) + 1;
    double[][] grams = new double[zones.size()][count];
    boolean[][] observed = new boolean[zones.size()][count];
    for (int zone = 0; zone < zones.size(); zone++) {
      fill(zones.get(zone), start, to, grams[zone], observed[zone]);
    }
    return new IntensityForecast(zones, start.getEpochSecond(), grams, observed);
  }

  private void fill(
      String planZone, Instant start, Instant to, double[] grams, boolean[] observed) {
    OptionalDouble own = PlanZone.ownGramsPerKwh(planZone);
    if (own.isPresent()) {
      Arrays.fill(grams, own.getAsDouble());
      Arrays.fill(observed, true);
      return;
    }
    List<ZoneHour> hours = forecasts.hours(PlanZone.gridZone(planZone), start, to);
    for (int hour = 0; hour < grams.length; hour++) {
      grams[hour] = hours.get(hour).gramsPerKwh();
      observed[hour] = hours.get(hour).observed();
    }
  }
}
