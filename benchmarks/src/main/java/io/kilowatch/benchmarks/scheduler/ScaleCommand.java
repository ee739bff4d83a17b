package io.kilowatch.benchmarks.scheduler;

import io.kilowatch.scheduler.plan.Decision;
import io.kilowatch.scheduler.plan.Fleet;
import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.plan.Planner;
import io.kilowatch.scheduler.plan.PlannerSettings;
import io.kilowatch.scheduler.plan.PowerCurve;
import io.kilowatch.scheduler.plan.Server;
import io.kilowatch.scheduler.plan.Site;
import io.kilowatch.scheduler.plan.TaskDemand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** What the planner takes in time and memory when very many tasks wait. */
@Command(
    name = "scheduler-scale",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Submits tasks that all wait within a day to a fleet in ten zones, and prints how long that"
            + " took and what it holds in memory.")
public final class ScaleCommand implements Callable<Integer> {

  private static final int ZONES = 10;
  private static final int CORES = 16;
  private static final long SLOT_SECONDS = 300;
  private static final int HOURS = 48;
  private static final double MEGABYTE = 1024 * 1024;
  private static final double NANOS = 1e9;

  @Option(names = "--tasks", description = "how many wait")
  private int tasks = 10_000;

  @Option(names = "--servers", description = "of 16 cores each")
  private int servers = 1_000;

  @Option(names = "--slots", description = "of five minutes within which they are to run")
  private int slots = 288;

  @Option(names = "--insertions", description = "that are tried to improve the plans afterwards")
  private int insertions = 10_000;

  @Option(names = "--seed")
  private long seed = 1;

  /**
   * What is printed.
   *
   * @param decisionMicros of each submission, the first ones on a cold machine
   * @param heapMegabytes that the planner holds with all tasks in it, after a collection
   */
  record Line(
      int tasks,
      int servers,
      int slots,
      int refused,
      PolicyLine.Micros decisionMicros,
      double submitSeconds,
      double newForecastSeconds,
      double improveSeconds,
      double heapMegabytes) {}

  @Override
  public Integer call() {
    SplittableRandom random = new SplittableRandom(seed);
    Fleet fleet = fleet();
    double emptyMegabytes = heapMegabytes();
    Planner planner = new Planner(fleet, forecast(random), PlannerSettings.DEFAULT);
    List<Duration> decisions = new ArrayList<>(tasks);
    int refused = 0;
    long begin = System.nanoTime();
    for (int i = 0; i < tasks; i++) {
      TaskDemand task = task(i, random);
      long before = System.nanoTime();
      Decision decision = planner.submit(task, 0);
      decisions.add(Duration.ofNanos(System.nanoTime() - before));
      refused += decision instanceof Decision.Refused ? 1 : 0;
    }
    double submitSeconds = secondsSince(begin);
    begin = System.nanoTime();
    planner.forecastChanged(forecast(random), 0);
    double newForecastSeconds = secondsSince(begin);
    begin = System.nanoTime();
    planner.improve(0, insertions);
    double improveSeconds = secondsSince(begin);
    Line line =
        new Line(
            tasks,
            servers,
            slots,
            refused,
            PolicyLine.Micros.of(decisions),
            submitSeconds,
            newForecastSeconds,
            improveSeconds,
            heapMegabytes() - emptyMegabytes);
    System.out.println(JsonMapper.shared().writeValueAsString(line));
    return planner.plans().size() == tasks - refused ? 0 : 1;
  }

  private static double secondsSince(long begin) {
    return (System.nanoTime() - begin) / NANOS;
  }

  private static double heapMegabytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE;
  }

  /** Servers of one curve in ten zones, after a published result of two sockets. */
  private Fleet fleet() {
    PowerCurve curve =
        new PowerCurve(
            List.of(54.1, 78.4, 88.5, 99.5, 115.0, 126.0, 143.0, 165.0, 196.0, 226.0, 243.0));
    List<Server> all = new ArrayList<>();
    for (int i = 0; i < servers; i++) {
      Site site = new Site("site-" + i % ZONES, "zone-" + i % ZONES, 1.2);
      all.add(new Server("server-" + i, site, CORES, 8, curve));
    }
    return new Fleet(all);
  }

  /** Each zone around a mean of its own, with a daily swing and noise. */
  private static IntensityForecast forecast(SplittableRandom random) {
    List<String> zones = new ArrayList<>();
    double[][] grams = new double[ZONES][HOURS];
    for (int zone = 0; zone < ZONES; zone++) {
      zones.add("zone-" + zone);
      for (int hour = 0; hour < HOURS; hour++) {
        double swing = 1 + 0.3 * Math.sin(2 * Math.PI * (hour + zone) / 24);
        grams[zone][hour] = (50 + 60 * zone) * swing * random.nextDouble(0.95, 1.05);
      }
    }
    return new IntensityForecast(zones, 0, grams);
  }

  private TaskDemand task(int number, SplittableRandom random) {
    long window = slots * SLOT_SECONDS;
    // The first slot stays free, so that all of them still wait when plans are improved.
    long earliest = SLOT_SECONDS * (1 + random.nextInt(Math.max(1, slots / 4)));
    long duration = SLOT_SECONDS * (1 + random.nextInt(Math.max(1, slots / 8)));
    int cores = 1 << random.nextInt(4);
    boolean interruptible = random.nextInt(5) == 0;
    boolean confined = random.nextInt(10) < 4;
    Set<String> zones = confined ? Set.of("zone-" + random.nextInt(ZONES)) : Set.of();
    return new TaskDemand(
        "task-" + number, cores, duration, earliest, window, interruptible, zones, Set.of());
  }
}
