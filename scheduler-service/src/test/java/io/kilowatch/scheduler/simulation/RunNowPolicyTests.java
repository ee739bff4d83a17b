package io.kilowatch.scheduler.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.kilowatch.scheduler.plan.Fleet;
import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.plan.Occupancy;
import io.kilowatch.scheduler.plan.PowerCurve;
import io.kilowatch.scheduler.plan.Segment;
import io.kilowatch.scheduler.plan.Server;
import io.kilowatch.scheduler.plan.Site;
import io.kilowatch.scheduler.plan.TaskDemand;
import io.kilowatch.scheduler.simulation.Instance.Submission;
import io.kilowatch.scheduler.simulation.RunNowPolicy.Order;
import io.kilowatch.scheduler.simulation.Simulation.Outcome;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RunNowPolicyTests {

  private static final int HOURS = 60;
  private static final long MINUTE = 60;
  private static final long WEEK = Duration.ofDays(7).toSeconds();
  private static final Duration FAR_LESS_THAN_STEP_BY_STEP = Duration.ofSeconds(30);

  @Property(tries = 300)
  void submit_crowdedServers_placesAsASearchMinuteByMinute(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll Order order,
      @ForAll @IntRange(min = 1, max = 4) int servers) {
    Instance instance = new RandomInstances(seed, HOURS).online(servers, 40);

    Outcome outcome = run(instance, new RunNowPolicy(instance.fleet(), order));

    Outcome expected = run(instance, new MinuteByMinute(instance.fleet(), order));
    assertThat(outcome.placements()).isEqualTo(expected.placements());
    assertThat(outcome.refused()).isEqualTo(expected.refused());
  }

  @Test
  void submit_manyLongTasksForOneServer_placesThemOneAfterAnotherWithoutDelay() {
    Site site = new Site("berlin", "DE", 1);
    Fleet fleet = new Fleet(List.of(new Server("de-1", site, 8, 10, PowerCurve.between(50, 250))));
    List<Submission> submissions =
        IntStream.range(0, 2_000).mapToObj(RunNowPolicyTests::weekOfAllCores).toList();
    IntensityForecast observed =
        new IntensityForecast(List.of("DE"), 0, new double[][] {new double[HOURS]});
    Instance instance = new Instance(fleet, submissions, observed);

    Outcome outcome =
        assertTimeoutPreemptively(
            FAR_LESS_THAN_STEP_BY_STEP,
            () -> run(instance, new RunNowPolicy(fleet, Order.ROUND_ROBIN)));

    assertThat(outcome.placements()).hasSize(2_000);
    assertThat(outcome.placements().get("t1999"))
        .containsExactly(new Segment(0, 1_999 * WEEK, 2_000 * WEEK));
  }

  private static Submission weekOfAllCores(int number) {
    TaskDemand task = new TaskDemand("t" + number, 8, WEEK, 0, 2 * WEEK, false, Set.of(), Set.of());
    return new Submission(task, number * MINUTE);
  }

  private static Outcome run(Instance instance, Policy policy) {
    return new Simulation(instance, new NoisyForecasts(instance.observed(), 0, 1)).run(policy);
  }

  /** What the policy is to do, searched for in the plainest way. */
  private static final class MinuteByMinute implements Policy {

    private final Fleet fleet;
    private final Order order;
    private final Occupancy occupancy;
    private final Map<String, List<Segment>> placements = new HashMap<>();
    private List<Integer> servers;
    private int next;

    MinuteByMinute(Fleet fleet, Order order) {
      this.fleet = fleet;
      this.order = order;
      this.occupancy = new Occupancy(fleet);
      this.servers = IntStream.range(0, fleet.size()).boxed().toList();
    }

    @Override
    public boolean submit(TaskDemand task, long now) {
      if (servers.stream().noneMatch(server -> isAllowed(task, server))) {
        return false;
      }
      long start = Math.max(now, task.earliestStart());
      while (!placed(task, start)) {
        start += MINUTE;
      }
      return true;
    }

    private boolean placed(TaskDemand task, long start) {
      for (int i = 0; i < servers.size(); i++) {
        int position = (next + i) % servers.size();
        Segment here = new Segment(servers.get(position), start, start + task.durationSeconds());
        if (isAllowed(task, here.server()) && occupancy.fits(task.cores(), here)) {
          occupancy.add(task.cores(), List.of(here));
          placements.put(task.id(), List.of(here));
          next = order == Order.ROUND_ROBIN ? (position + 1) % servers.size() : next;
          return true;
        }
      }
      return false;
    }

    private boolean isAllowed(TaskDemand task, int server) {
      Server asked = fleet.server(server);
      return task.allows(asked.site()) && task.cores() <= asked.cores();
    }

    @Override
    public void hourBegins(IntensityForecast forecast, long now) {
      if (order == Order.LOWEST_NOW) {
        servers =
            IntStream.range(0, fleet.size())
                .boxed()
                .sorted(Comparator.comparingDouble(server -> grams(forecast, server, now)))
                .toList();
      }
    }

    private double grams(IntensityForecast forecast, int server, long now) {
      String zone = fleet.server(server).site().zone();
      return forecast.gramsPerKwhAt(forecast.zones().indexOf(zone), now);
    }

    @Override
    public Map<String, List<Segment>> placements() {
      return placements;
    }
  }
}
