package io.kilowatch.scheduler.plan;

import io.kilowatch.scheduler.plan.Decision.Placed;
import io.kilowatch.scheduler.plan.Decision.Reason;
import io.kilowatch.scheduler.plan.Decision.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Places tasks as they are submitted and improves the plans of those that have not begun.
 *
 * <p>A task that is taken is placed by its deadline at once and stays so, whatever is moved later.
 * The same calls in the same order give the same plans. Not for use by several threads.
 */
public final class Planner {

  /** What a change of plans may cost on average at first, in mean tasks. */
  private static final double TOLERATED = 0.02;

  private final Fleet fleet;
  private final Occupancy occupancy;
  private final Pricing pricing;
  private final Insertion insertion;
  private final RoomMaker roomMaker;
  private final LocalSearch search;
  private final @Nullable RentForecast rents;
  private final @Nullable ForecastFilter filter;

  /** All that were taken and not released, in the order in which they came. */
  private final Map<String, PlannedTask> tasks = new LinkedHashMap<>();

  /** Those of them of which something can still be placed elsewhere. */
  private final List<PlannedTask> movable = new ArrayList<>();

  private IntensityForecast forecast;

  public Planner(Fleet fleet, IntensityForecast forecast, PlannerSettings settings) {
    this.fleet = fleet;
    this.forecast = forecast.forZones(fleet.zones());
    this.occupancy = new Occupancy(fleet);
    this.pricing = new Pricing(fleet, settings.sharedIdle());
    this.insertion = new Insertion(occupancy, withoutRents());
    this.roomMaker = new RoomMaker(occupancy, insertion);
    this.search =
        new LocalSearch(
            fleet,
            new Rearrangement(occupancy, insertion, settings.disturbGain()),
            settings.seed());
    this.rents = settings.learns() ? new RentForecast(fleet) : null;
    this.filter = settings.learns() ? new ForecastFilter() : null;
  }

  private Tariff withoutRents() {
    return Tariff.withoutRents(fleet, pricing, forecast);
  }

  /** Places a task or refuses it, and expects more like it. Its id must be new. */
  public Decision submit(TaskDemand demand, long now) {
    Decision decision = place(demand, now);
    // To what the fleet could never take no cores are left.
    if (!(decision instanceof Refused(Reason reason)) || reason == Reason.NO_CAPACITY) {
      remember(demand, now);
    }
    return decision;
  }

  /**
   * Places a task, or what is left of one, or refuses it. That it was submitted is known, so no
   * more are expected for it.
   */
  public Decision place(TaskDemand demand, long now) {
    if (tasks.containsKey(demand.id())) {
      throw new IllegalArgumentException(demand.id() + " is placed already");
    }
    long from = Math.max(now, demand.earliestStart());
    if (from + demand.durationSeconds() > demand.deadline()) {
      return new Refused(Reason.TOO_LATE);
    }
    PlannedTask task = new PlannedTask(demand, fleet.sitesFor(demand));
    if (task.sites().length == 0) {
      return new Refused(Reason.NO_SERVER);
    }
    List<Segment> segments = insertion.cheapest(task, now);
    if (segments == null) {
      segments = roomMaker.makeRoom(task, movable, now);
    }
    if (segments == null) {
      return new Refused(Reason.NO_CAPACITY);
    }
    double grams = occupancy.addedGrams(demand.cores(), segments, forecast);
    take(task, segments, now);
    return new Placed(segments, grams);
  }

  private void take(PlannedTask task, List<Segment> segments, long now) {
    task.place(segments, now);
    occupancy.add(task.cores(), segments);
    tasks.put(task.demand().id(), task);
    movable.add(task);
  }

  /**
   * Takes over a plan that was made earlier, by this planner's forerunner or for another fleet. Of
   * a task that has begun the rest counts as a task of its own, at its site.
   *
   * @return whether the cores are free; if not, nothing is taken, and it is to be placed
   */
  public boolean adopt(TaskDemand demand, List<Segment> segments, long now) {
    if (tasks.containsKey(demand.id())
        || !segments.stream().allMatch(segment -> occupancy.fits(demand.cores(), segment))) {
      return false;
    }
    take(new PlannedTask(demand, fleet.sitesFor(demand)), segments, now);
    return true;
  }

  /**
   * Tells of a task that was submitted before this planner was made: such tasks are to be expected.
   */
  public void remember(TaskDemand demand, long submitted) {
    if (rents != null) {
      rents.submitted(demand, submitted);
    }
  }

  /**
   * Gives back what a task has not used by now, because it ended early or was cancelled, and
   * forgets it.
   */
  public void release(String id, long now) {
    PlannedTask task = tasks.remove(id);
    if (task != null) {
      movable.remove(task);
      occupancy.remove(task.cores(), task.left(now));
    }
  }

  /** Goes by another forecast from now on. Plans stay as they are until they are improved. */
  public void forecastChanged(IntensityForecast newer, long now) {
    forecast = newer.forZones(fleet.zones());
    if (filter != null) {
      forecast = filter.expected(forecast, now);
    }
    occupancy.forgetBefore(now);
    movable.removeIf(task -> !task.isMovable(now));
    if (rents == null) {
      insertion.use(withoutRents());
    } else {
      HourlyRates expected = rents.at(now, forecast, tasks.values());
      insertion.use(new Tariff(fleet, pricing, forecast, expected));
    }
  }

  /**
   * Moves what is still to come to where and when it emits less, and what runs now only if that
   * gains much.
   *
   * @param insertions how many places are searched for after each task was tried once: the measure
   *     of effort that does not depend on the machine
   */
  public void improve(long now, int insertions) {
    movable.removeIf(task -> !task.isMovable(now));
    search.moveEach(movable, now);
    search.improve(movable, now, insertions, TOLERATED);
  }

  /** Where and when each task runs that was taken and not released, by its id. */
  public Map<String, List<Segment>> plans() {
    Map<String, List<Segment>> plans = new LinkedHashMap<>();
    tasks.forEach((id, task) -> plans.put(id, task.segments()));
    return plans;
  }
}
