package io.kilowatch.scheduler.plan;

import java.util.Arrays;

/**
 * Where and when a task would run if it had all of the fleet for itself and paid rent: in one
 * block, or in the cheapest pieces of one site's hours.
 */
final class CheapestChoice {

  private final Fleet fleet;
  private final HourlyRates intensity;

  /**
   * By site and cores of a task: the least watts above standby that one of its cores stands for.
   */
  private final double[][] wattsPerCore;

  private HourlyRates rents;

  // What was found last.
  private double cost;
  private int site;
  private int stretches;
  private long[] starts = new long[64];
  private long[] ends = new long[64];

  // The hours of the site that is looked at, cheapest first.
  private long[] hourStarts = new long[64];
  private double[] hourRates = new double[64];

  CheapestChoice(Fleet fleet, IntensityForecast forecast) {
    this.fleet = fleet;
    this.intensity = forecast.rates();
    this.rents = HourlyRates.none(fleet.sites().size());
    this.wattsPerCore = new double[fleet.sites().size()][];
    Arrays.setAll(wattsPerCore, this::leastWattsPerCore);
  }

  void use(HourlyRates newer) {
    rents = newer;
  }

  /** By site and cores of a task, not to be changed. */
  double[][] wattsPerCore() {
    return wattsPerCore;
  }

  /** At a site. */
  double intensity(int ofSite, long time) {
    return intensity.at(fleet.zoneOf(ofSite), time);
  }

  /** What a core emits where its server is most efficient: the mean of sites and of a time. */
  double meanRate(long from, long to) {
    double sum = 0;
    for (int i = 0; i < wattsPerCore.length; i++) {
      sum += wattsPerCore[i][1] * intensity.between(fleet.zoneOf(i), from, to) / (to - from);
    }
    return sum / wattsPerCore.length;
  }

  /**
   * A task of so many cores is on a server with as many or more in use: the least share of one of
   * them in what the server draws above standby.
   */
  private double[] leastWattsPerCore(int ofSite) {
    int most = 0;
    for (int server : fleet.serversOf(ofSite)) {
      most = Math.max(most, fleet.server(server).cores());
    }
    double[] least = new double[most + 1];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    for (int server : fleet.serversOf(ofSite)) {
      double[] watts = fleet.facilityWatts(fleet.modelOf(server));
      double best = Double.POSITIVE_INFINITY;
      for (int cores = watts.length - 1; cores > 0; cores--) {
        best = Math.min(best, (watts[cores] - watts[0]) / cores);
        least[cores] = Math.min(least[cores], best);
      }
    }
    return least;
  }

  /** Whether there is a choice, which the other methods then tell. */
  boolean find(TaskDemand task) {
    cost = Double.POSITIVE_INFINITY;
    for (int candidate = 0; candidate < wattsPerCore.length; candidate++) {
      boolean fits = task.cores() < wattsPerCore[candidate].length;
      if (fits && task.allows(fleet.sites().get(candidate))) {
        if (task.interruptible()) {
          tryHours(task, candidate);
        } else {
          tryBlocks(task, candidate);
        }
      }
    }
    return cost < Double.POSITIVE_INFINITY;
  }

  /** For all of the time that the task runs, in watts times seconds times grams per kWh. */
  double costOfACore() {
    return cost;
  }

  int site() {
    return site;
  }

  /** How many stretches of time it runs in. */
  int stretches() {
    return stretches;
  }

  long start(int stretch) {
    return starts[stretch];
  }

  long end(int stretch) {
    return ends[stretch];
  }

  /** Costs are least where the block's start or end meets an hour, or else at either end. */
  private void tryBlocks(TaskDemand task, int candidate) {
    long duration = task.durationSeconds();
    double watts = wattsPerCore[candidate][task.cores()];
    int zone = fleet.zoneOf(candidate);
    long last = task.deadline() - duration;
    long at = task.earliestStart();
    while (at <= last) {
      double here =
          watts * intensity.between(zone, at, at + duration)
              + rents.between(candidate, at, at + duration);
      if (here < cost) {
        cost = here;
        site = candidate;
        stretches = 1;
        starts[0] = at;
        ends[0] = at + duration;
      }
      long next =
          Math.min(HourlyRates.hourAfter(at), HourlyRates.hourAfter(at + duration) - duration);
      at = at == last ? last + 1 : Math.min(next, last);
    }
  }

  private void tryHours(TaskDemand task, int candidate) {
    int count = sortHours(task, candidate);
    double sum = 0;
    long left = task.durationSeconds();
    int taken = 0;
    for (; taken < count && left > 0 && sum < cost; taken++) {
      long seconds = Math.min(left, hourEnd(task, taken) - hourStarts[taken]);
      sum += hourRates[taken] * seconds;
      left -= seconds;
    }
    if (left > 0 || sum >= cost) {
      return;
    }
    cost = sum;
    site = candidate;
    stretches = taken;
    long more = task.durationSeconds();
    for (int i = 0; i < taken; i++) {
      starts[i] = hourStarts[i];
      ends[i] = Math.min(hourEnd(task, i), starts[i] + more);
      more -= ends[i] - starts[i];
    }
  }

  private long hourEnd(TaskDemand task, int hour) {
    return Math.min(task.deadline(), HourlyRates.hourAfter(hourStarts[hour]));
  }

  private int sortHours(TaskDemand task, int candidate) {
    double watts = wattsPerCore[candidate][task.cores()];
    int zone = fleet.zoneOf(candidate);
    int count = 0;
    for (long at = task.earliestStart(); at < task.deadline(); at = HourlyRates.hourAfter(at)) {
      if (count == hourStarts.length) {
        grow();
      }
      double rate = watts * intensity.at(zone, at) + rents.at(candidate, at);
      int place = count++;
      for (; place > 0 && hourRates[place - 1] > rate; place--) {
        hourRates[place] = hourRates[place - 1];
        hourStarts[place] = hourStarts[place - 1];
      }
      hourRates[place] = rate;
      hourStarts[place] = at;
    }
    return count;
  }

  private void grow() {
    int length = hourStarts.length * 2;
    hourStarts = Arrays.copyOf(hourStarts, length);
    hourRates = Arrays.copyOf(hourRates, length);
    starts = Arrays.copyOf(starts, length);
    ends = Arrays.copyOf(ends, length);
  }
}
