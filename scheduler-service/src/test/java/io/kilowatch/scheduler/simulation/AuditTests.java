package io.kilowatch.scheduler.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kilowatch.scheduler.plan.Fleet;
import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.plan.PowerCurve;
import io.kilowatch.scheduler.plan.Segment;
import io.kilowatch.scheduler.plan.Server;
import io.kilowatch.scheduler.plan.Site;
import io.kilowatch.scheduler.plan.TaskDemand;
import io.kilowatch.scheduler.simulation.Instance.Submission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuditTests {

  private static final long HOUR = 3600;
  private static final PowerCurve CURVE = PowerCurve.between(50, 250);
  private static final Site DE = new Site("de", "DE", 1.5);
  private static final Site FR = new Site("fr", "FR", 1.0);
  private static final Fleet FLEET =
      new Fleet(
          List.of(
              new Server("de-0", DE, 4, 10, CURVE),
              new Server("de-1", DE, 4, 10, CURVE),
              new Server("fr-0", FR, 4, 20, CURVE)));
  private static final IntensityForecast OBSERVED =
      new IntensityForecast(List.of("FR", "DE"), 0, new double[][] {{100, 50}, {400, 200}});

  private static final TaskDemand BLOCK = task("block", 2, HOUR, false, Set.of());
  private static final TaskDemand PAUSABLE = task("pausable", 3, HOUR, true, Set.of("DE"));

  @Test
  void grams_ofTasksThatShareAServerFollowItsCurve() {
    // From 0:30 to 1:00 two cores (150 W), then to 1:30 five would be too many: the other server.
    Audit.Report report =
        audit(
            Map.of(
                "block", List.of(new Segment(0, HOUR / 2, HOUR * 3 / 2)),
                "pausable",
                    List.of(new Segment(1, 0, HOUR / 2), new Segment(1, HOUR, HOUR * 3 / 2))));
    assertThat(report.violations()).isEmpty();
    double block = (150 - 10) * 1.5 * (400 + 200) / 2 / 1000;
    double pausable = (200 - 10) * 1.5 * (400 + 200) / 2 / 1000;
    assertThat(report.aboveStandbyGrams()).isEqualTo(block + pausable, within(1e-9));
    assertThat(report.missed()).isZero();
    assertThat(report.unplaced()).isZero();
  }

  @Test
  void standbyGrams_areOfAllServersOverAllHours() {
    double expected = (2 * 10 * 1.5 * (400 + 200) + 20 * (100 + 50)) / 1000;
    assertThat(audit(Map.of()).standbyGrams()).isEqualTo(expected, within(1e-9));
    assertThat(audit(Map.of()).unplaced()).isEqualTo(2);
  }

  @Test
  void violations_nameWhatIsBroken() {
    assertThat(violations("block", new Segment(0, -60, HOUR - 60)))
        .containsExactly("block begins before it may");
    assertThat(violations("block", new Segment(0, 0, HOUR - 1)))
        .containsExactly("block runs for 3599 seconds");
    assertThat(violations("block", new Segment(0, 0, 1800), new Segment(0, 1801, 3601)))
        .containsExactly("block is paused");
    assertThat(violations("pausable", new Segment(2, 0, HOUR)))
        .containsExactly("pausable runs in FR, where it may not");
    assertThat(violations("pausable", new Segment(0, 0, 1800), new Segment(1, 1200, 3000)))
        .containsExactly("pausable runs twice at a time");
    assertThat(violations("nobody", new Segment(0, 0, HOUR)))
        .containsExactly("nobody was never submitted");
  }

  @Test
  void violations_pausedTaskStaysAtItsSite() {
    TaskDemand anywhere = task("anywhere", 1, HOUR, true, Set.of());
    Instance instance = new Instance(FLEET, List.of(new Submission(anywhere, 0)), OBSERVED);
    List<Segment> segments = List.of(new Segment(0, 0, 1800), new Segment(2, 3600, 5400));
    assertThat(Audit.of(instance, Map.of("anywhere", segments)).violations())
        .containsExactly("anywhere runs at two sites");
  }

  @Test
  void violations_moreCoresThanThereAre() {
    assertThat(
            audit(
                    Map.of(
                        "block", List.of(new Segment(0, 0, HOUR)),
                        "pausable", List.of(new Segment(0, HOUR / 2, HOUR * 3 / 2))))
                .violations())
        .containsExactly("de-0 has 5 cores taken at 1800");
  }

  @Test
  void missed_endsAfterItsDeadline() {
    Audit.Report report = audit(Map.of("block", List.of(new Segment(0, HOUR * 2, HOUR * 3))));
    assertThat(report.missed()).isEqualTo(1);
    assertThat(report.violations()).isEmpty();
  }

  private static List<String> violations(String task, Segment... segments) {
    return audit(Map.of(task, List.of(segments))).violations();
  }

  private static Audit.Report audit(Map<String, List<Segment>> placements) {
    List<Submission> submissions = List.of(new Submission(BLOCK, 0), new Submission(PAUSABLE, 0));
    return Audit.of(new Instance(FLEET, submissions, OBSERVED), placements);
  }

  private static TaskDemand task(
      String id, int cores, long duration, boolean interruptible, Set<String> zones) {
    return new TaskDemand(id, cores, duration, 0, 2 * HOUR, interruptible, zones, Set.of());
  }
}
