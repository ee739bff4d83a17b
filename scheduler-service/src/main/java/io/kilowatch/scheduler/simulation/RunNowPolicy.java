package io.kilowatch.scheduler.simulation;

import io.kilowatch.scheduler.plan.Fleet;
import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.plan.Occupancy;
import io.kilowatch.scheduler.plan.Segment;
import io.kilowatch.scheduler.plan.TaskDemand;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Starts each task as soon as a server has room, on the first such server in an order of its own.
 */
public final class RunNowPolicy implements Policy {

  /** In which order servers are asked. */
  public enum Order {
    /** Each time beginning after the one that was taken last, whatever its zone. */
    ROUND_ROBIN,
    /** Those where electricity is cleanest at this time first. */
    LOWEST_NOW
  }

  /** When nothing is free, it begins a number of steps of this length later. */
  private static final long WAIT_SECONDS = 60;

  private final Fleet fleet;
  private final Order order;
  private final Occupancy occupancy;
  private final Map<String, List<Segment>> placements = new LinkedHashMap<>();
  private int[] servers;
  private int next;

  public RunNowPolicy(Fleet fleet, Order order) {
    this.fleet = fleet;
    this.order = order;
    this.occupancy = new Occupancy(fleet);
    this.servers = IntStream.range(0, fleet.size()).toArray();
  }

  @Override
  public boolean submit(TaskDemand task, long now) {
    long earliest = Math.max(now, task.earliestStart());
    Segment first = null;
    int taken = 0;
    for (int i = 0; i < servers.length && (first == null || first.start() > earliest); i++) {
      int position = (next + i) % servers.length;
      if (isAllowed(task, servers[position])) {
        Segment here = first(task, servers[position], earliest);
        if (first == null || here.start() < first.start()) {
          first = here;
          taken = position;
        }
      }
    }
    if (first != null) {
      take(task, first, taken);
    }
    return first != null;
  }

  /** It waits for as long as it takes, past its deadline too. */
  private Segment first(TaskDemand task, int server, long earliest) {
    return occupancy.first(task.cores(), server, earliest, task.durationSeconds(), WAIT_SECONDS);
  }

  private boolean isAllowed(TaskDemand task, int server) {
    return task.allows(fleet.server(server).site()) && task.cores() <= fleet.server(server).cores();
  }

  private void take(TaskDemand task, Segment segment, int position) {
    occupancy.add(task.cores(), List.of(segment));
    placements.put(task.id(), List.of(segment));
    if (order == Order.ROUND_ROBIN) {
      next = (position + 1) % servers.length;
    }
  }

  @Override
  public void hourBegins(IntensityForecast forecast, long now) {
    occupancy.forgetBefore(now);
    if (order == Order.LOWEST_NOW) {
      servers = byIntensity(forecast, now);
    }
  }

  private int[] byIntensity(IntensityForecast forecast, long now) {
    return IntStream.range(0, fleet.size())
        .boxed()
        .sorted(
            Comparator.comparingDouble(server ->
                forecast.gramsPerKwhAt(
                    forecast.zones().indexOf(fleet.server(server).site().zone()), now)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  @Override
  public Map<String, List<Segment>> placements() {
    return placements;
  }
}
