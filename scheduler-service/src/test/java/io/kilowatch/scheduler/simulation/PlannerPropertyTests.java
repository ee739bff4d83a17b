package io.kilowatch.scheduler.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.scheduler.plan.PlannerSettings;
import io.kilowatch.scheduler.plan.Segment;
import io.kilowatch.scheduler.simulation.Simulation.Outcome;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds of every placement, whatever is asked for: checked by the audit. */
class PlannerPropertyTests {

  private static final int HOURS = 60;
  private static final double NOISE = 0.2;

  /** Fewer than the policies have by their names, since there are few tasks. */
  private static final int INSERTIONS = 200;

  @Property(tries = 300)
  void placement_keepsEveryRule(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll PolicyName policy,
      @ForAll @IntRange(min = 1, max = 6) int servers) {
    Instance instance = new RandomInstances(seed, HOURS).online(servers, 40);
    Outcome outcome = run(instance, policy);
    Audit.Report report = Audit.of(instance, outcome.placements());
    assertThat(report.violations()).isEmpty();
    assertThat(report.unplaced()).isEqualTo(outcome.refused().size());
  }

  @Property(tries = 200)
  void kilowatch_keepsEveryDeadlineOfWhatItTook(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 6) int servers) {
    Instance instance = new RandomInstances(seed, HOURS).online(servers, 40);
    Map<String, List<Segment>> placements = run(instance, PolicyName.KILOWATCH).placements();
    assertThat(Audit.of(instance, placements).missed()).isZero();
  }

  @Property(tries = 50)
  void kilowatch_isTheSameForASeed(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    assertSameForASeed(seed, PolicyName.KILOWATCH);
  }

  @Property(tries = 20)
  void offline_isTheSameForASeed(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    assertSameForASeed(seed, PolicyName.OFFLINE);
  }

  private static void assertSameForASeed(long seed, PolicyName policy) {
    Map<String, List<Segment>> once =
        run(new RandomInstances(seed, HOURS).online(4, 40), policy).placements();
    Map<String, List<Segment>> again =
        run(new RandomInstances(seed, HOURS).online(4, 40), policy).placements();
    assertThat(again).isEqualTo(once);
  }

  private static Outcome run(Instance instance, PolicyName policy) {
    NoisyForecasts forecasts = new NoisyForecasts(instance.observed(), NOISE, 1);
    Policy played =
        switch (policy) {
          case KILOWATCH ->
              new PlannerPolicy(
                  instance.fleet(), forecasts.at(0), PlannerSettings.DEFAULT, INSERTIONS);
          case OFFLINE -> new OfflinePolicy(instance, INSERTIONS, 1);
          default -> policy.on(instance, forecasts);
        };
    return new Simulation(instance, forecasts).run(played);
  }
}
