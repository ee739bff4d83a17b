package io.kilowatch.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OfflinePlannerTests {

  private static final long HOUR = 3600;

  /** Most efficient when all of its cores are in use. */
  private static final PowerCurve CURVE = PowerCurve.between(100, 200);

  private static final Fleet FLEET =
      new Fleet(
          List.of(
              new Server("a", new Site("de", "DE", 1), 4, 0, CURVE),
              new Server("b", new Site("de", "DE", 1), 4, 0, CURVE)));

  private static final IntensityForecast FLAT =
      new IntensityForecast(List.of("DE"), 0, new double[][] {{100, 100, 100, 100}});

  @Test
  void plan_fillsServersThatTasksOneByOneWouldNot() {
    // Each fills a server with another of its kind for an hour, and with one of the others for
    // less.
    List<TaskDemand> demands =
        List.of(
            task("long-1", 2, HOUR, 0, 4 * HOUR),
            task("short-1", 2, HOUR / 2, HOUR / 2, 4 * HOUR),
            task("long-2", 2, HOUR, 0, 4 * HOUR),
            task("short-2", 2, HOUR / 2, HOUR / 2, 4 * HOUR));
    Map<String, List<Segment>> plan = new OfflinePlanner(FLEET, FLAT, 1).plan(demands, 4_000);
    Segment one = plan.get("long-1").getFirst();
    Segment other = plan.get("short-1").getFirst();
    assertThat(plan.get("long-2")).containsExactly(one);
    assertThat(plan.get("short-2")).containsExactly(other);
  }

  @Test
  void plan_takesTasksThatFitNoWholeSlot() {
    List<TaskDemand> demands =
        List.of(task("tight", 4, 61, 100, 161), task("loose", 4, 61, 100, 4 * HOUR));
    Map<String, List<Segment>> plan = new OfflinePlanner(FLEET, FLAT, 1).plan(demands, 100);
    assertThat(plan.get("tight").getFirst().start()).isEqualTo(100);
    assertThat(plan).containsKey("loose");
  }

  @Test
  void plan_leavesOutWhatHasNoPlace() {
    List<TaskDemand> demands =
        List.of(
            task("large", 8, 60, 0, HOUR),
            task("late", 1, HOUR, 0, HOUR - 1),
            task("past", 1, HOUR, 2 * HOUR, HOUR),
            task("fine", 1, 60, 0, HOUR));
    Map<String, List<Segment>> plan = new OfflinePlanner(FLEET, FLAT, 1).plan(demands, 100);
    assertThat(plan).containsOnlyKeys("fine");
  }

  @Test
  void plan_ofNoTasksIsEmpty() {
    assertThat(new OfflinePlanner(FLEET, FLAT, 1).plan(List.of(), 0)).isEmpty();
  }

  private static TaskDemand task(String id, int cores, long seconds, long earliest, long deadline) {
    return new TaskDemand(id, cores, seconds, earliest, deadline, false, Set.of(), Set.of());
  }
}
