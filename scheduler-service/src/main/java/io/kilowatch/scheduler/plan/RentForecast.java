package io.kilowatch.scheduler.plan;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Forecasts what a core will be worth to tasks that have not been submitted yet, so that one which
 * could as well run elsewhere or now leaves it to them.
 *
 * <p>The rents are those of the tasks that wait and of those to be expected. Of a rent counts the
 * more, the farther off the hour: a core of this hour that nobody takes is lost, and hardly a task
 * will still come for it.
 */
final class RentForecast {

  private static final int HOURS = 48;
  private static final int ROUNDS = 8;
  private static final double FIRST_STEP = 0.1;

  /** After so many hours two thirds of a rent count. */
  private static final double LEAD_HOURS = 12;

  private final Fleet fleet;
  private final ExpectedTasks expected = new ExpectedTasks();
  private @Nullable HourlyRates last;

  RentForecast(Fleet fleet) {
    this.fleet = fleet;
  }

  void submitted(TaskDemand demand, long now) {
    expected.submitted(demand, now);
  }

  /** The rents of all sites in the next hours, by what is planned and what is expected. */
  HourlyRates at(long now, IntensityForecast forecast, Collection<PlannedTask> tasks) {
    long start = HourlyRates.hourOf(now);
    CapacityRents rents = new CapacityRents(fleet, forecast, start, HOURS);
    if (last != null) {
      rents.startFrom(last);
    }
    List<ExpectedTask> demands = expected.between(now, now + HOURS * HourlyRates.HOUR_SECONDS);
    for (PlannedTask task : tasks) {
      if (task.end() <= now) {
        continue;
      }
      if (task.hasBegun(now)) {
        task.left(now).forEach(segment -> rents.occupy(task.cores(), segment));
      } else {
        demands.add(new ExpectedTask(task.demand().notBefore(now), 1));
      }
    }
    last = rents.settle(ExpectedTasks.largest(demands), ROUNDS, FIRST_STEP);
    return discounted(last, start);
  }

  private HourlyRates discounted(HourlyRates rents, long start) {
    double[][] rows = new double[fleet.sites().size()][HOURS];
    for (int site = 0; site < rows.length; site++) {
      for (int hour = 0; hour < HOURS; hour++) {
        rows[site][hour] = rents.row(site)[hour] * -Math.expm1(-hour / LEAD_HOURS);
      }
    }
    return new HourlyRates(start, rows);
  }
}
