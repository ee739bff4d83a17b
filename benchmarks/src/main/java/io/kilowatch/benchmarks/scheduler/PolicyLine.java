package io.kilowatch.benchmarks.scheduler;

import io.kilowatch.scheduler.simulation.Audit;
import io.kilowatch.scheduler.simulation.Simulation.Outcome;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is printed of a policy.
 *
 * @param fleetEmissionsKg of all servers over the hours of the intensities, standby and tasks
 * @param aboveStandbyKg what the tasks add to standby
 * @param aboveBoundPercent how much more that is than what no schedule can go below; null without
 *     one
 * @param missedDeadlines tasks that end too late
 * @param refused tasks that don't run
 * @param seconds of the whole run
 */
record PolicyLine(
    String policy,
    double fleetEmissionsKg,
    double aboveStandbyKg,
    @Nullable Double aboveBoundPercent,
    int missedDeadlines,
    int refused,
    Micros decisionMicros,
    double seconds) {

  /** How long it took to decide where a task runs, from its submission to the answer. */
  record Micros(double p50, double p99, double max) {

    private static final double NANOS = 1000;

    static Micros of(List<Duration> decisions) {
      long[] sorted = decisions.stream().mapToLong(Duration::toNanos).sorted().toArray();
      return new Micros(at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
    }

    private static double at(long[] sorted, double quantile) {
      int rank = (int) Math.ceil(quantile * sorted.length);
      return sorted.length == 0 ? 0 : sorted[Math.max(rank, 1) - 1] / NANOS;
    }
  }

  static PolicyLine of(
      String policy, Outcome outcome, Audit.Report report, double boundKg, double seconds) {
    double above = report.aboveStandbyGrams() / 1000;
    return new PolicyLine(
        policy,
        rounded(report.standbyGrams() / 1000 + above),
        rounded(above),
        Double.isNaN(boundKg) ? null : rounded((above / boundKg - 1) * 100),
        report.missed(),
        outcome.refused().size(),
        Micros.of(outcome.decisions()),
        rounded(seconds));
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
