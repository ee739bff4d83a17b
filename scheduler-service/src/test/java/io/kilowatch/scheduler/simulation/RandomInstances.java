package io.kilowatch.scheduler.simulation;

import io.kilowatch.scheduler.plan.Fleet;
import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.plan.PowerCurve;
import io.kilowatch.scheduler.plan.Server;
import io.kilowatch.scheduler.plan.Site;
import io.kilowatch.scheduler.plan.TaskDemand;
import io.kilowatch.scheduler.simulation.Instance.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Small instances by seed: two zones with three sites, and tasks that crowd them. */
final class RandomInstances {

  static final long HOUR = 3600;

  private static final List<String> ZONES = List.of("DE", "FR");
  private static final List<Site> SITES =
      List.of(
          new Site("de-1", "DE", 1.2), new Site("fr-1", "FR", 1.4), new Site("fr-2", "FR", 1.1));
  private static final PowerCurve CURVE =
      new PowerCurve(List.of(54.1, 78.4, 88.5, 99.5, 115., 126., 143., 165., 196., 226., 243.));

  private final SplittableRandom random;
  private final int hours;

  RandomInstances(long seed, int hours) {
    this.random = new SplittableRandom(seed);
    this.hours = hours;
  }

  /** Tasks that come one after another, at any second, with windows of any length. */
  Instance online(int servers, int tasks) {
    List<Submission> submissions = new ArrayList<>();
    long time = 0;
    for (int i = 0; i < tasks; i++) {
      time += random.nextLong(HOUR);
      long earliest = time + (random.nextInt(3) == 0 ? random.nextLong(4 * HOUR) : 0);
      long duration = 1 + random.nextLong(3 * HOUR);
      long deadline = earliest + duration + random.nextLong(-HOUR, 6 * HOUR);
      submissions.add(
          new Submission(task(i, earliest, duration, deadline, random.nextBoolean()), time));
    }
    return new Instance(fleet(servers), submissions, observed());
  }

  /** Tasks that are all known at the start, all of their times full hours. */
  Instance offline(int servers, int tasks, boolean interruptible) {
    List<Submission> submissions = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      long duration = HOUR * (1 + random.nextInt(3));
      // After the first full hour, when plans are improved.
      long earliest = HOUR * (2 + random.nextInt(hours / 2));
      long latest = hours * HOUR;
      long deadline = Math.min(latest, earliest + duration + HOUR * random.nextInt(6));
      boolean pausable = interruptible || random.nextInt(3) == 0;
      submissions.add(new Submission(task(i, earliest, duration, deadline, pausable), 0));
    }
    return new Instance(fleet(servers), submissions, observed());
  }

  /**
   * Pausable tasks, and at each site a server that holds all of them and whose curve is straight.
   */
  Instance withoutLimits(int tasks) {
    Instance crowded = offline(3, tasks, true);
    List<Server> servers = new ArrayList<>();
    for (Site site : SITES) {
      servers.add(new Server(site.id(), site, 4 * tasks, 30, PowerCurve.between(30, 700)));
    }
    return new Instance(new Fleet(servers), crowded.submissions(), crowded.observed());
  }

  private TaskDemand task(
      int number, long earliest, long duration, long deadline, boolean interruptible) {
    Set<String> zones = random.nextInt(3) == 0 ? Set.of(ZONES.get(random.nextInt(2))) : Set.of();
    Set<String> sites = zones.isEmpty() && random.nextInt(4) == 0 ? Set.of("fr-1") : Set.of();
    int cores = 1 << random.nextInt(3);
    return new TaskDemand(
        "t" + number, cores, duration, earliest, deadline, interruptible, zones, sites);
  }

  private static Fleet fleet(int servers) {
    List<Server> all = new ArrayList<>();
    for (int i = 0; i < servers; i++) {
      Site site = SITES.get(i % SITES.size());
      all.add(new Server("server-" + i, site, i % 2 == 0 ? 8 : 4, 8, CURVE));
    }
    return new Fleet(all);
  }

  private IntensityForecast observed() {
    double[][] grams = new double[ZONES.size()][hours];
    for (double[] row : grams) {
      for (int hour = 0; hour < hours; hour++) {
        row[hour] = random.nextDouble(20, 600);
      }
    }
    return new IntensityForecast(ZONES, 0, grams);
  }
}
