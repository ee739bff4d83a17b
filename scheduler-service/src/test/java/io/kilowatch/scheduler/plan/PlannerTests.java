package io.kilowatch.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kilowatch.scheduler.plan.Decision.Placed;
import io.kilowatch.scheduler.plan.Decision.Reason;
import io.kilowatch.scheduler.plan.Decision.Refused;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTests {

  private static final long HOUR = 3600;
  private static final PowerCurve CURVE = PowerCurve.between(50, 250);
  private static final Site DE = new Site("de", "DE", 1.5);
  private static final Site FR = new Site("fr", "FR", 1.0);

  @Test
  void submit_blockTakesTheCleanestWindow() {
    Planner planner = planner(List.of(server("de-0", DE)), grams("DE", 400, 300, 100, 200, 500));
    assertThat(placed(planner.submit(block("t", 2 * HOUR, 5 * HOUR), 0)).segments())
        .containsExactly(new Segment(0, 2 * HOUR, 4 * HOUR));
  }

  @Test
  void submit_blockMayStartWithinAnHourToEndWithOne() {
    Planner planner = planner(List.of(server("de-0", DE)), grams("DE", 400, 300, 100, 200, 500));
    assertThat(placed(planner.submit(block("t", 90 * 60, 5 * HOUR), 0)).segments())
        .containsExactly(new Segment(0, 2 * HOUR, 2 * HOUR + 90 * 60));
    assertThat(placed(planner.submit(block("u", 30 * 60, 2 * HOUR + 600), 0)).segments())
        .containsExactly(new Segment(0, 40 * 60 + HOUR, 2 * HOUR + 600));
  }

  @Test
  void submit_pausableTaskTakesTheCleanestHours() {
    Planner planner = planner(List.of(server("de-0", DE)), grams("DE", 400, 100, 300, 50, 500));
    assertThat(placed(planner.submit(pausable("t", 2 * HOUR, 5 * HOUR), 0)).segments())
        .containsExactly(new Segment(0, HOUR, 2 * HOUR), new Segment(0, 3 * HOUR, 4 * HOUR));
  }

  @Test
  void submit_gramsAreThoseOfTheServersCurve() {
    Planner planner = planner(List.of(server("de-0", DE)), grams("DE", 400, 400));
    Placed first = placed(planner.submit(block("t", HOUR, HOUR), 0));
    Placed second = placed(planner.submit(block("u", HOUR, HOUR), 0));
    // Two of four cores draw 150 W, all four 250 W, none 10 W.
    assertThat(first.grams()).isEqualTo((150 - 10) * 1.5 * 400 / 1000, within(1e-9));
    assertThat(second.grams()).isEqualTo((250 - 150) * 1.5 * 400 / 1000, within(1e-9));
  }

  @Test
  void submit_joinsAServerThatIsAwake() {
    Planner planner =
        planner(List.of(server("de-0", DE), server("de-1", DE)), grams("DE", 400, 400));
    int first = placed(planner.submit(block("t", HOUR, HOUR), 0)).segments().getFirst().server();
    int second = placed(planner.submit(block("u", HOUR, HOUR), 0)).segments().getFirst().server();
    assertThat(second).isEqualTo(first);
  }

  @Test
  void submit_pueCountsAgainstIntensity() {
    IntensityForecast forecast =
        new IntensityForecast(List.of("DE", "FR"), 0, new double[][] {{100}, {140}});
    Planner planner = planner(List.of(server("de-0", DE), server("fr-0", FR)), forecast);
    assertThat(placed(planner.submit(block("t", HOUR, HOUR), 0)).segments().getFirst().server())
        .isEqualTo(1);
  }

  @Test
  void submit_refusesWithTheReason() {
    Planner planner = planner(List.of(server("de-0", DE)), grams("DE", 400, 400));
    assertThat(reason(planner.submit(block("t", HOUR, HOUR - 1), 0))).isEqualTo(Reason.TOO_LATE);
    assertThat(reason(planner.submit(task("t", 5, HOUR, 2 * HOUR, true, Set.of()), 0)))
        .isEqualTo(Reason.NO_SERVER);
    assertThat(reason(planner.submit(task("t", 1, HOUR, 2 * HOUR, true, Set.of("FR")), 0)))
        .isEqualTo(Reason.NO_SERVER);
    placed(planner.submit(task("u", 3, HOUR, HOUR, false, Set.of()), 0));
    assertThat(reason(planner.submit(block("t", HOUR, HOUR), 0))).isEqualTo(Reason.NO_CAPACITY);
    assertThat(planner.plans()).containsOnlyKeys("u");
  }

  @Test
  void submit_movesWhatHasNotBegunToMakeRoom() {
    Planner planner = planner(List.of(server("de-0", DE)), grams("DE", 400, 100, 300));
    placed(planner.submit(task("patient", 4, HOUR, 3 * HOUR, false, Set.of()), 0));
    TaskDemand urgent = task("urgent", 4, HOUR, 2 * HOUR, false, Set.of());
    TaskDemand first = task("first", 4, HOUR, HOUR, false, Set.of());
    placed(planner.submit(first, 0));
    assertThat(placed(planner.submit(urgent, 0)).segments())
        .containsExactly(new Segment(0, HOUR, 2 * HOUR));
    assertThat(planner.plans().get("patient")).containsExactly(new Segment(0, 2 * HOUR, 3 * HOUR));
  }

  @Test
  void improve_followsANewForecast() {
    Planner planner = planner(List.of(server("de-0", DE)), grams("DE", 400, 300, 100, 200));
    placed(planner.submit(block("t", HOUR, 4 * HOUR), 0));
    planner.forecastChanged(grams("DE", 400, 300, 100, 50), HOUR);
    planner.improve(HOUR, 10);
    assertThat(planner.plans().get("t")).containsExactly(new Segment(0, 3 * HOUR, 4 * HOUR));
  }

  @Test
  void improve_exchangesTasksOfWhichNoneCouldMoveAlone() {
    Planner planner = planner(List.of(server("de-0", DE)), grams("DE", 900, 100, 200, 300));
    placed(planner.submit(after(HOUR, task("small", 2, HOUR, 4 * HOUR, false, Set.of())), 0));
    placed(planner.submit(after(HOUR, task("large", 4, 2 * HOUR, 4 * HOUR, false, Set.of())), 0));
    assertThat(planner.plans().get("large")).containsExactly(new Segment(0, 2 * HOUR, 4 * HOUR));
    planner.improve(0, 50);
    assertThat(planner.plans().get("large")).containsExactly(new Segment(0, HOUR, 3 * HOUR));
    assertThat(planner.plans().get("small")).containsExactly(new Segment(0, 3 * HOUR, 4 * HOUR));
  }

  @Test
  void improve_leavesABlockThatRuns() {
    Planner planner = planner(List.of(server("de-0", DE)), grams("DE", 100, 300, 400, 400));
    placed(planner.submit(block("t", 2 * HOUR, 4 * HOUR), 0));
    planner.forecastChanged(grams("DE", 100, 300, 1, 1), HOUR);
    planner.improve(HOUR, 10);
    assertThat(planner.plans().get("t")).containsExactly(new Segment(0, 0, 2 * HOUR));
  }

  @Test
  void improve_pausesWhatRunsOnlyForAGainThatIsWorthIt() {
    Planner planner = planner(List.of(server("de-0", DE)), grams("DE", 100, 200, 400, 400));
    placed(planner.submit(pausable("t", 2 * HOUR, 4 * HOUR), 0));
    planner.forecastChanged(grams("DE", 100, 200, 195, 400), HOUR);
    planner.improve(HOUR, 10);
    assertThat(planner.plans().get("t")).containsExactly(new Segment(0, 0, 2 * HOUR));
    planner.forecastChanged(grams("DE", 100, 200, 150, 400), HOUR);
    planner.improve(HOUR, 10);
    assertThat(planner.plans().get("t"))
        .containsExactly(new Segment(0, 0, HOUR), new Segment(0, 2 * HOUR, 3 * HOUR));
  }

  @Test
  void release_givesBackWhatHasNotRun() {
    Planner planner = planner(List.of(server("de-0", DE)), grams("DE", 100, 100, 100));
    placed(planner.submit(task("t", 4, 2 * HOUR, 2 * HOUR, false, Set.of()), 0));
    TaskDemand next = task("next", 4, HOUR, 2 * HOUR, false, Set.of());
    assertThat(reason(planner.submit(next, HOUR))).isEqualTo(Reason.NO_CAPACITY);
    planner.release("t", HOUR);
    assertThat(placed(planner.submit(next, HOUR)).segments())
        .containsExactly(new Segment(0, HOUR, 2 * HOUR));
    assertThat(planner.plans()).containsOnlyKeys("next");
  }

  @Test
  void place_ofWhatWasSubmittedBefore_hasNoMoreExpected() {
    double[] hours = new double[26];
    Arrays.fill(hours, 400);
    hours[24] = 390;
    Planner planner = planner(List.of(server("de-0", DE)), grams("DE", hours));
    TaskDemand daily = task("daily", 4, HOUR, HOUR, false, Set.of());
    placed(planner.submit(daily, 0));
    planner.release("daily", 0);
    placed(planner.place(daily, 0));
    planner.forecastChanged(grams("DE", hours), 0);
    // Were two expected tomorrow, their hour would have a rent.
    TaskDemand patient = task("patient", 4, HOUR, 26 * HOUR, false, Set.of());
    assertThat(placed(planner.submit(after(24 * HOUR, patient), 0)).segments())
        .containsExactly(new Segment(0, 24 * HOUR, 25 * HOUR));
  }

  @Test
  void adopt_keepsAPlanWhereItsCoresAreFree() {
    Planner planner = planner(List.of(server("de-0", DE)), grams("DE", 100, 300, 300));
    List<Segment> segments = List.of(new Segment(0, HOUR, 2 * HOUR));
    TaskDemand whole = task("t", 4, HOUR, 3 * HOUR, false, Set.of());
    assertThat(planner.adopt(whole, segments, 0)).isTrue();
    assertThat(planner.plans()).containsEntry("t", segments);
    assertThat(planner.adopt(block("u", HOUR, 3 * HOUR), segments, 0)).isFalse();
    planner.improve(0, 1);
    assertThat(planner.plans().get("t")).containsExactly(new Segment(0, 0, HOUR));
  }

  private static Planner planner(List<Server> servers, IntensityForecast forecast) {
    return new Planner(new Fleet(servers), forecast, PlannerSettings.DEFAULT);
  }

  private static Server server(String id, Site site) {
    return new Server(id, site, 4, 10, CURVE);
  }

  private static IntensityForecast grams(String zone, double... hours) {
    return new IntensityForecast(
        List.of(zone), 0, new double[][] {Arrays.copyOf(hours, hours.length)});
  }

  private static TaskDemand block(String id, long duration, long deadline) {
    return task(id, 2, duration, deadline, false, Set.of());
  }

  private static TaskDemand pausable(String id, long duration, long deadline) {
    return task(id, 2, duration, deadline, true, Set.of());
  }

  private static TaskDemand task(
      String id, int cores, long duration, long deadline, boolean pausable, Set<String> zones) {
    return new TaskDemand(id, cores, duration, 0, deadline, pausable, zones, Set.of());
  }

  private static TaskDemand after(long earliestStart, TaskDemand task) {
    return task.notBefore(earliestStart);
  }

  private static Placed placed(Decision decision) {
    assertThat(decision).isInstanceOf(Placed.class);
    return (Placed) decision;
  }

  private static Reason reason(Decision decision) {
    assertThat(decision).isInstanceOf(Refused.class);
    return ((Refused) decision).reason();
  }
}
