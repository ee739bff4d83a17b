package io.kilowatch.scheduler.planning;

import io.kilowatch.scheduler.plan.Fleet;
import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.plan.Segment;
import io.kilowatch.scheduler.plan.Server;
import io.kilowatch.scheduler.plan.Site;
import io.kilowatch.scheduler.plan.TaskDemand;
import io.kilowatch.scheduler.task.Choice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What else could be done with a task: the places and times for it in one piece, beside all that is
 * planned, each with what it would add.
 */
final class Choices {

  private static final long HOUR_SECONDS = 3600;

  private final ServerLoads loads;
  private final IntensityForecast forecast;
  private final TaskDemand demand;
  private final long from;

  Choices(ServerLoads loads, IntensityForecast forecast, TaskDemand demand, long now) {
    this.loads = loads;
    this.forecast = forecast;
    this.demand = demand;
    this.from = Math.max(now, demand.earliestStart());
  }

  /** What is done without a planner: at once, or as soon as there is room, where it adds least. */
  Optional<Choice> runNow() {
    return Stream.concat(Stream.of(from), loads.ends(from).stream())
        .takeWhile(start -> start <= lastStart())
        .map(start -> bestAt(start, servers()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The best of each site, the least grams first. */
  List<Choice> bestOfSites() {
    Fleet fleet = loads.fleet();
    return fleet.sites().stream()
        .map(Site::id)
        .distinct()
        .map(id -> servers().filter(server -> fleet.server(server).site().id().equals(id)))
        .map(this::best)
        .flatMap(Optional::stream)
        .sorted(Comparator.comparingDouble(Choice::grams))
        .toList();
  }

  /** The best for each hour in which it could begin, in order of time. */
  List<Choice> bestOfHours() {
    return starts().stream()
        .map(start -> bestAt(start, servers()))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Choice> best(IntStream candidates) {
    int[] servers = candidates.toArray();
    return starts().stream()
        .map(start -> bestAt(start, IntStream.of(servers)))
        .flatMap(Optional::stream)
        .min(Comparator.comparingDouble(Choice::grams));
  }

  private IntStream servers() {
    Fleet fleet = loads.fleet();
    return IntStream.range(0, fleet.size())
        .filter(server -> demand.allows(fleet.server(server).site()))
        .filter(server -> demand.cores() <= fleet.server(server).cores());
  }

  /** At once, whenever an hour begins, and at last. */
  private List<Long> starts() {
    List<Long> starts = new ArrayList<>();
    for (long start = from;
        start <= lastStart();
        start = (Math.floorDiv(start, HOUR_SECONDS) + 1) * HOUR_SECONDS) {
      starts.add(start);
    }
    if (!starts.isEmpty() && starts.getLast() < lastStart()) {
      starts.add(lastStart());
    }
    return starts;
  }

  private long lastStart() {
    return demand.deadline() - demand.durationSeconds();
  }

  private Optional<Choice> bestAt(long start, IntStream candidates) {
    long end = start + demand.durationSeconds();
    Set<Integer> idleModels = new HashSet<>();
    return candidates
        .filter(
            server -> !loads.isIdle(server, start, end) || idleModels.add(loads.modelOf(server)))
        .mapToObj(server -> new Segment(server, start, end))
        .filter(segment -> loads.fits(demand.cores(), segment))
        .map(this::choice)
        .min(Comparator.comparingDouble(Choice::grams));
  }

  private Choice choice(Segment where) {
    Server server = loads.fleet().server(where.server());
    return new Choice(
        server.id(),
        server.site().id(),
        Seconds.instant(where.start()),
        Seconds.instant(where.end()),
        loads.addedKilowattHours(demand.cores(), where),
        loads.addedGrams(demand.cores(), where, forecast));
  }
}
