package io.kilowatch.scheduler.simulation;

import io.kilowatch.scheduler.plan.Fleet;
import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.plan.Segment;
import io.kilowatch.scheduler.plan.Server;
import io.kilowatch.scheduler.plan.Site;
import io.kilowatch.scheduler.plan.TaskDemand;
import io.kilowatch.scheduler.simulation.Instance.Submission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Checks a placement and computes what it emits, from the instance and the placement alone: it
 * shares neither tables nor timelines with what plans.
 */
public final class Audit {

  private static final double WATT_SECONDS_PER_KWH = 3.6e6;
  private static final long HOUR_SECONDS = 3600;

  /**
   * What a placement is found to be.
   *
   * @param standbyGrams of the whole fleet over the hours of the intensities, as if it held no task
   * @param aboveStandbyGrams what the tasks add to that
   * @param missed tasks that end after their deadline
   * @param unplaced tasks that don't run
   * @param violations what the placement must not do, in words
   */
  public record Report(
      double standbyGrams,
      double aboveStandbyGrams,
      int missed,
      int unplaced,
      List<String> violations) {}

  private final Instance instance;
  private final Map<String, List<Segment>> placements;
  private final List<String> violations = new ArrayList<>();

  private Audit(Instance instance, Map<String, List<Segment>> placements) {
    this.instance = instance;
    this.placements = placements;
  }

  public static Report of(Instance instance, Map<String, List<Segment>> placements) {
    return new Audit(instance, placements).report();
  }

  private Report report() {
    int missed = 0;
    int unplaced = 0;
    Set<String> known = new HashSet<>();
    for (Submission submission : instance.submissions()) {
      TaskDemand task = submission.task();
      known.add(task.id());
      List<Segment> segments = placements.getOrDefault(task.id(), List.of());
      if (segments.isEmpty()) {
        unplaced++;
      } else {
        checkTask(submission, segments);
        missed += segments.getLast().end() > task.deadline() ? 1 : 0;
      }
    }
    placements.keySet().stream()
        .filter(id -> !known.contains(id))
        .forEach(id -> violations.add(id + " was never submitted"));
    double above = aboveStandbyGrams();
    return new Report(standbyGrams(), above, missed, unplaced, List.copyOf(violations));
  }

  private void checkTask(Submission submission, List<Segment> segments) {
    TaskDemand task = submission.task();
    Fleet fleet = instance.fleet();
    Site site = fleet.server(segments.getFirst().server()).site();
    long earliest = Math.max(submission.time(), task.earliestStart());
    long seconds = 0;
    long last = Long.MIN_VALUE;
    for (Segment segment : segments) {
      Site here = fleet.server(segment.server()).site();
      violate(segment.start() < earliest, task, "begins before it may");
      violate(segment.start() < last, task, "runs twice at a time");
      violate(!here.equals(site), task, "runs at two sites");
      violate(!task.allows(here), task, "runs in " + here.zone() + ", where it may not");
      seconds += segment.end() - segment.start();
      last = segment.end();
    }
    violate(seconds != task.durationSeconds(), task, "runs for " + seconds + " seconds");
    violate(segments.size() > 1 && !task.interruptible(), task, "is paused");
  }

  private void violate(boolean broken, TaskDemand task, String what) {
    if (broken) {
      violations.add(task.id() + " " + what);
    }
  }

  private double standbyGrams() {
    IntensityForecast observed = instance.observed();
    double grams = 0;
    for (int i = 0; i < instance.fleet().size(); i++) {
      Server server = instance.fleet().server(i);
      int zone = observed.zones().indexOf(server.site().zone());
      for (int hour = 0; hour < observed.hours(); hour++) {
        double intensity = observed.gramsPerKwhAt(zone, observed.start() + hour * HOUR_SECONDS);
        grams += server.standbyWatts() * server.site().pue() * intensity / 1000;
      }
    }
    return grams;
  }

  private double aboveStandbyGrams() {
    List<TreeMap<Long, Integer>> changes = new ArrayList<>();
    for (int i = 0; i < instance.fleet().size(); i++) {
      changes.add(new TreeMap<>());
    }
    for (Submission submission : instance.submissions()) {
      int cores = submission.task().cores();
      for (Segment s : placements.getOrDefault(submission.task().id(), List.of())) {
        changes.get(s.server()).merge(s.start(), cores, Integer::sum);
        changes.get(s.server()).merge(s.end(), -cores, Integer::sum);
      }
    }
    double grams = 0;
    for (int i = 0; i < changes.size(); i++) {
      grams += aboveStandbyGrams(instance.fleet().server(i), changes.get(i));
    }
    return grams;
  }

  private double aboveStandbyGrams(Server server, SortedMap<Long, Integer> changes) {
    double grams = 0;
    long since = 0;
    int inUse = 0;
    for (Map.Entry<Long, Integer> change : changes.entrySet()) {
      if (inUse > 0) {
        double watts = watts(server, inUse) - server.standbyWatts();
        grams += watts * server.site().pue() * intensitySeconds(server, since, change.getKey());
      }
      since = change.getKey();
      inUse += change.getValue();
      if (inUse > server.cores()) {
        violations.add(server.id() + " has " + inUse + " cores taken at " + since);
      }
    }
    return grams / WATT_SECONDS_PER_KWH;
  }

  private double intensitySeconds(Server server, long from, long to) {
    IntensityForecast observed = instance.observed();
    int zone = observed.zones().indexOf(server.site().zone());
    double sum = 0;
    for (long at = from; at < to; ) {
      long next = Math.min(to, (Math.floorDiv(at, HOUR_SECONDS) + 1) * HOUR_SECONDS);
      sum += observed.gramsPerKwhAt(zone, at) * (next - at);
      at = next;
    }
    return sum;
  }

  private static double watts(Server server, int inUse) {
    double tenths = Math.min(10.0 * inUse / server.cores(), 10);
    int point = (int) Math.floor(Math.min(tenths, 9));
    double low = server.curve().watts().get(point);
    double high = server.curve().watts().get(point + 1);
    return low + (high - low) * (tenths - point);
  }
}
