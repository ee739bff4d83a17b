package io.kilowatch.scheduler.planning;

import io.kilowatch.scheduler.plan.Fleet;
import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.plan.PowerCurve;
import io.kilowatch.scheduler.plan.Segment;
import io.kilowatch.scheduler.plan.Server;
import io.kilowatch.scheduler.plan.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many cores of each server tasks take over time, and what one more task would add to that. */
final class ServerLoads {

  private static final double WATT_SECONDS_PER_KWH = 3.6e6;

  /** Servers that are alike: while they are idle, one is as good as another. */
  private record Model(Site site, int cores, double standbyWatts, PowerCurve curve) {}

  /** Cores of a task on a server for a stretch of time. */
  private record Taken(long start, long end, int cores) {}

  /**
   * What comes of a task.
   *
   * @param grams gCO2eq that it adds, the facility's overhead included
   * @param shareKilowattHours as {@link ServerLoads#shareKilowattHours} says
   */
  record Added(double grams, double shareKilowattHours) {}

  /** What is done with the steps of a server's load: cores in use from a time until another. */
  @FunctionalInterface
  private interface Step {
    void at(int inUse, long from, long to);
  }

  private final Fleet fleet;
  private final int[] models;
  private final List<List<Taken>> taken = new ArrayList<>();

  ServerLoads(Fleet fleet) {
    this.fleet = fleet;
    this.models = new int[fleet.size()];
    Map<Model, Integer> numbers = new HashMap<>();
    for (int i = 0; i < fleet.size(); i++) {
      Server s = fleet.server(i);
      Model model = new Model(s.site(), s.cores(), s.standbyWatts(), s.curve());
      models[i] = numbers.computeIfAbsent(model, _ -> numbers.size());
      taken.add(new ArrayList<>());
    }
  }

  /** The number of the model that a server is of. */
  int modelOf(int server) {
    return models[server];
  }

  Fleet fleet() {
    return fleet;
  }

  void add(int cores, List<Segment> segments) {
    for (Segment segment : segments) {
      taken.get(segment.server()).add(new Taken(segment.start(), segment.end(), cores));
    }
  }

  /** What a task adds which is among what is taken. */
  Added addedBy(int cores, List<Segment> segments, IntensityForecast forecast) {
    double grams = 0;
    double shareKilowattHours = 0;
    for (Segment segment : segments) {
      List<Taken> here = taken.get(segment.server());
      Taken own = new Taken(segment.start(), segment.end(), cores);
      here.remove(own);
      grams += addedGrams(cores, segment, forecast);
      shareKilowattHours += shareKilowattHours(cores, segment);
      here.add(own);
    }
    return new Added(grams, shareKilowattHours);
  }

  /** The times after a time at which cores of any server become free, in order. */
  List<Long> ends(long after) {
    return taken.stream()
        .flatMap(List::stream)
        .map(Taken::end)
        .filter(end -> end > after)
        .distinct()
        .sorted()
        .toList();
  }

  boolean isIdle(int server, long start, long end) {
    return taken.get(server).stream().noneMatch(each -> each.start() < end && each.end() > start);
  }

  boolean fits(int cores, Segment where) {
    int capacity = fleet.server(where.server()).cores();
    int[] most = {0};
    steps(where, (inUse, _, _) -> most[0] = Math.max(most[0], inUse));
    return most[0] + cores <= capacity;
  }

  /** gCO2eq that so many more cores add, the facility's overhead included. */
  double addedGrams(int cores, Segment where, IntensityForecast forecast) {
    Server server = fleet.server(where.server());
    int zone = fleet.zoneOf(fleet.siteOf(where.server()));
    double[] sum = {0};
    steps(
        where,
        (inUse, from, to) ->
            sum[0] += addedWatts(server, inUse, cores) * forecast.between(zone, from, to));
    return sum[0] * server.site().pue() / WATT_SECONDS_PER_KWH;
  }

  /** kWh of the server itself that so many more cores add. */
  double addedKilowattHours(int cores, Segment where) {
    Server server = fleet.server(where.server());
    double[] sum = {0};
    steps(where, (inUse, from, to) -> sum[0] += addedWatts(server, inUse, cores) * (to - from));
    return sum[0] / WATT_SECONDS_PER_KWH;
  }

  /**
   * kWh of what the server draws, its idle power included, that so many more cores have as their
   * share: that of them among all in use, as in a receipt.
   */
  double shareKilowattHours(int cores, Segment where) {
    Server server = fleet.server(where.server());
    double[] sum = {0};
    steps(where, (inUse, from, to) -> sum[0] += shareWatts(server, inUse, cores) * (to - from));
    return sum[0] / WATT_SECONDS_PER_KWH;
  }

  double shareKilowattHours(int cores, List<Segment> segments) {
    return segments.stream().mapToDouble(segment -> shareKilowattHours(cores, segment)).sum();
  }

  private static double shareWatts(Server server, int inUse, int cores) {
    int after = inUse + cores;
    return server.wattsAt(Math.min(after, server.cores())) * cores / after;
  }

  /** A server that takes more than it has, because a task overran, is full. */
  private static double addedWatts(Server server, int inUse, int cores) {
    int before = Math.min(inUse, server.cores());
    int after = Math.min(inUse + cores, server.cores());
    return server.wattsAt(after) - server.wattsAt(before);
  }

  private void steps(Segment where, Step step) {
    TreeMap<Long, Integer> changes = new TreeMap<>(Map.of(where.start(), 0, where.end(), 0));
    for (Taken each : taken.get(where.server())) {
      if (each.start() < where.end() && each.end() > where.start()) {
        changes.merge(Math.max(each.start(), where.start()), each.cores(), Integer::sum);
        changes.merge(Math.min(each.end(), where.end()), -each.cores(), Integer::sum);
      }
    }
    int inUse = 0;
    long since = where.start();
    for (Map.Entry<Long, Integer> change : changes.entrySet()) {
      if (change.getKey() > since) {
        step.at(inUse, since, change.getKey());
      }
      since = change.getKey();
      inUse += change.getValue();
    }
  }
}
