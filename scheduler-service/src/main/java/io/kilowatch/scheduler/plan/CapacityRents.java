package io.kilowatch.scheduler.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a core is worth at each site in each hour: nothing while there are enough, and where there
 * are not, what it costs the last of the tasks that would have it to run elsewhere or at another
 * time.
 *
 * <p>Lagrangian relaxation of the capacity (Fisher, The Lagrangian Relaxation Method for Solving
 * Integer Programming Problems, Management Science 27, 1981): at given rents each task chooses on
 * its own, and rents follow what was chosen too much or too little. A core counts with the watts
 * that it adds where its server is most efficient, so that the tasks' choices less what the rents
 * earn are a lower bound of what any plan emits, whatever the rents are.
 */
public final class CapacityRents {

  private static final long HOUR_SECONDS = HourlyRates.HOUR_SECONDS;

  /** After so many rounds a step is half as long as the first. */
  private static final double ROUNDS_TO_HALVE = 10;

  private final Fleet fleet;
  private final long start;
  private final int hours;
  private final CheapestChoice choice;

  /** By site: core seconds of an hour. */
  private final double[] whole;

  /** By site and hour: core seconds that are to be had, and that are chosen. */
  private final double[][] free;

  private final double[][] chosen;

  /** By site and hour: for a core, in watts times grams per kWh. */
  private final double[][] rents;

  private final @Nullable SteepCores steep;

  /** What a core emits at work, averaged over the fleet, in the same unit. */
  private final double meanRate;

  /**
   * Begins without rents, for cores that all count as where their server is most efficient.
   *
   * @param start of the first of the hours that count
   */
  CapacityRents(Fleet fleet, IntensityForecast forecast, long start, int hours) {
    this(fleet, forecast, start, hours, null);
  }

  /**
   * Begins without rents, all hours of a forecast counting, for cores that cost the more of a
   * server's are in use: that makes the bound tighter. None can be occupied.
   *
   * @param sizes the cores of the tasks that will choose
   */
  public CapacityRents(Fleet fleet, IntensityForecast forecast, Set<Integer> sizes) {
    this(fleet, forecast, forecast.start(), forecast.hours(), sizes);
  }

  private CapacityRents(
      Fleet fleet,
      IntensityForecast forecast,
      long start,
      int hours,
      @Nullable Set<Integer> sizes) {
    this.fleet = fleet;
    this.start = start;
    this.hours = hours;
    int sites = fleet.sites().size();
    this.whole = new double[sites];
    this.free = new double[sites][hours];
    this.chosen = new double[sites][hours];
    this.rents = new double[sites][hours];
    for (int site = 0; site < sites; site++) {
      for (int server : fleet.serversOf(site)) {
        whole[site] += fleet.server(server).cores() * HOUR_SECONDS;
      }
      Arrays.fill(free[site], whole[site]);
    }
    this.choice = new CheapestChoice(fleet, forecast.forZones(fleet.zones()));
    this.steep = sizes == null ? null : new SteepCores(fleet, choice.wattsPerCore(), sizes);
    this.meanRate = choice.meanRate(start, start + hours * HOUR_SECONDS);
  }

  /** Begins with rents that were found before. */
  void startFrom(HourlyRates earlier) {
    for (int site = 0; site < rents.length; site++) {
      for (int hour = 0; hour < hours; hour++) {
        rents[site][hour] = earlier.at(site, start + hour * HOUR_SECONDS);
      }
    }
  }

  /** Takes cores away that are not to be had. */
  void occupy(int cores, Segment segment) {
    int site = fleet.siteOf(segment.server());
    spread(free[site], -cores, segment.start(), segment.end());
  }

  /**
   * Lets each task choose at the present rents.
   *
   * @return the lower bound that follows, in grams above standby
   */
  public double choose(List<ExpectedTask> tasks) {
    choice.use(new HourlyRates(start, rents));
    double bound = 0;
    for (int site = 0; site < chosen.length; site++) {
      Arrays.fill(chosen[site], 0);
      for (int hour = 0; hour < hours; hour++) {
        bound -= earned(site, hour);
      }
    }
    for (ExpectedTask task : tasks) {
      TaskDemand demand = task.demand();
      if (choice.find(demand)) {
        bound += task.weight() * demand.cores() * choice.costOfACore();
        double cores = task.weight() * demand.cores();
        for (int i = 0; i < choice.stretches(); i++) {
          spread(chosen[choice.site()], cores, choice.start(i), choice.end(i));
        }
      }
    }
    return bound / Occupancy.WATT_SECONDS_PER_KWH;
  }

  /**
   * Raises rents where more was chosen than there is, and lowers them where less was.
   *
   * @param step by how much for all of an hour's cores too many, as a share of what one emits
   */
  public void follow(double step) {
    for (int site = 0; site < rents.length; site++) {
      for (int hour = 0; hour < hours; hour++) {
        double over = (chosen[site][hour] - offered(site, hour)) / whole[site];
        rents[site][hour] = Math.max(0, rents[site][hour] + step * meanRate * over);
      }
    }
  }

  private double earned(int site, int hour) {
    double rent = rents[site][hour];
    return steep == null
        ? rent * free[site][hour]
        : steep.earned(site, rent, choice.intensity(site, start + hour * HOUR_SECONDS));
  }

  private double offered(int site, int hour) {
    return steep == null
        ? free[site][hour]
        : steep.offered(
            site, rents[site][hour], choice.intensity(site, start + hour * HOUR_SECONDS));
  }

  /**
   * Lets tasks choose and rents follow for some rounds, by ever shorter steps.
   *
   * @return the mean of all rounds: a single one's rents jump between tasks that are equal
   */
  HourlyRates settle(List<ExpectedTask> tasks, int rounds, double firstStep) {
    double[][] mean = new double[rents.length][hours];
    for (int round = 0; round < rounds; round++) {
      choose(tasks);
      follow(firstStep / (1 + round / ROUNDS_TO_HALVE));
      for (int site = 0; site < mean.length; site++) {
        for (int hour = 0; hour < hours; hour++) {
          mean[site][hour] += rents[site][hour] / rounds;
        }
      }
    }
    return new HourlyRates(start, mean);
  }

  private void spread(double[] hourly, double cores, long from, long to) {
    for (long at = Math.max(from, start); at < to; at = HourlyRates.hourAfter(at)) {
      int hour = (int) ((at - start) / HOUR_SECONDS);
      if (hour >= hours) {
        return;
      }
      hourly[hour] += cores * (Math.min(to, HourlyRates.hourAfter(at)) - at);
    }
  }
}
