package io.kilowatch.scheduler.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the server and start at which a task that is not paused emits least.
 *
 * <p>Between two neighbouring times at which an hour or a step of the server's timeline meets the
 * block's start or end, emissions are linear in the start, so the least of them is at such a time:
 * trying these is exact. With the price so far, servers and starts that can't beat it are left out
 * by a bound from two look-ups.
 */
final class BlockSearch {

  /** What differs by less is equal, and the tighter gap between other tasks is taken. */
  private static final double RELATIVE_TOLERANCE = 1e-9;

  private final Occupancy occupancy;
  private final Fleet fleet;
  private final boolean[] idleModelTried;
  private Tariff tariff;

  // What is searched for, and the best so far.
  private int cores;
  private long duration;
  private long earliest;
  private long latestEnd;
  private double price;
  private int server;
  private long start;
  private long gap;

  BlockSearch(Occupancy occupancy, Tariff tariff) {
    this.tariff = tariff;
    this.occupancy = occupancy;
    this.fleet = occupancy.fleet();
    this.idleModelTried = new boolean[fleet.modelCount()];
  }

  void use(Tariff newer) {
    tariff = newer;
  }

  /** The cheapest block at one of the sites that is within the bounds of time, if there is one. */
  @Nullable List<Segment> cheapest(TaskDemand demand, int[] sites, long from) {
    cores = demand.cores();
    duration = demand.durationSeconds();
    earliest = from;
    latestEnd = demand.deadline();
    price = Double.POSITIVE_INFINITY;
    server = -1;
    if (earliest + duration > latestEnd) {
      return null;
    }
    for (int site : sites) {
      searchSite(site);
    }
    return server < 0 ? null : List.of(new Segment(server, start, start + duration));
  }

  private void searchSite(int site) {
    for (int candidate : fleet.serversOf(site)) {
      idleModelTried[fleet.modelOf(candidate)] = false;
    }
    for (int candidate : fleet.serversOf(site)) {
      if (fleet.server(candidate).cores() >= cores) {
        searchServer(candidate);
      }
    }
  }

  private void searchServer(int candidate) {
    CoreTimeline timeline = occupancy.timeline(candidate);
    int capacity = fleet.server(candidate).cores();
    int step = timeline.stepAt(earliest);
    if (timeline.taken(step) == 0 && timeline.end(step) == Long.MAX_VALUE) {
      if (idleModelTried[fleet.modelOf(candidate)]) {
        return;
      }
      idleModelTried[fleet.modelOf(candidate)] = true;
    }
    while (step < timeline.steps() && timeline.begin(step) < latestEnd) {
      if (timeline.taken(step) + cores > capacity) {
        step++;
        continue;
      }
      int first = step;
      while (step < timeline.steps() && timeline.taken(step) + cores <= capacity) {
        step++;
      }
      searchGap(candidate, timeline, first, step);
    }
  }

  /** Searches the steps from the first to the one before the last, which all have room. */
  private void searchGap(int candidate, CoreTimeline timeline, int first, int last) {
    long opens = timeline.begin(first);
    long closes = timeline.end(last - 1);
    long from = Math.max(opens, earliest);
    long to = Math.min(closes, latestEnd) - duration;
    if (to < from) {
      return;
    }
    long gapSeconds = closes == Long.MAX_VALUE ? Long.MAX_VALUE : closes - Math.max(opens, 0);
    tryStart(candidate, from, gapSeconds);
    tryStart(candidate, to, gapSeconds);
    for (long hour = HourlyRates.hourAfter(from);
        hour < to + duration;
        hour += HourlyRates.HOUR_SECONDS) {
      tryStartWithin(candidate, hour, from, to, gapSeconds);
      tryStartWithin(candidate, hour - duration, from, to, gapSeconds);
    }
    for (int step = first + 1; step < last; step++) {
      tryStartWithin(candidate, timeline.begin(step), from, to, gapSeconds);
      tryStartWithin(candidate, timeline.begin(step) - duration, from, to, gapSeconds);
    }
  }

  private void tryStartWithin(int candidate, long at, long from, long to, long gapSeconds) {
    if (at > from && at < to) {
      tryStart(candidate, at, gapSeconds);
    }
  }

  private void tryStart(int candidate, long at, long gapSeconds) {
    double tolerance = price * RELATIVE_TOLERANCE;
    if (tariff.leastCost(candidate, cores, at, at + duration) > price + tolerance) {
      return;
    }
    double cost = tariff.cost(occupancy.timeline(candidate), candidate, cores, at, at + duration);
    boolean cheaper = cost < price - tolerance || price == Double.POSITIVE_INFINITY;
    boolean asCheap = cost <= price + tolerance;
    if (cheaper || (asCheap && (gapSeconds < gap || (gapSeconds == gap && at < start)))) {
      price = cost;
      server = candidate;
      start = at;
      gap = gapSeconds;
    }
  }
}
