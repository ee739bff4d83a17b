package io.kilowatch.scheduler.policy;

import io.kilowatch.base.input.FieldChecks;
import io.kilowatch.base.input.TimeRange;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.scheduler.simulation.PolicyName;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants played.
 *
 * @param from of the time in which the tasks were submitted
 * @param to the end of that, at most 8 days later
 * @param policies {@code round-robin}, {@code lowest-now}, {@code best-window} or {@code
 *     kilowatch}; null for all
 * @param forecastError standard deviation of the forecasts' relative error, from 0 to 1; null for 0
 */
record SimulationRequest(
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable List<String> policies,
    @Nullable Double forecastError) {

  private static final Duration LONGEST = Duration.ofDays(8);

  /** With hindsight, a search takes minutes, and nobody could have had that policy. */
  private static final List<PolicyName> ONLINE =
      Arrays.stream(PolicyName.values()).filter(each -> each != PolicyName.OFFLINE).toList();

  /**
   * What it asks for.
   *
   * @throws ProblemException 400 with all that is wrong
   */
  SimulationOrder checked() {
    FieldChecks checks = new FieldChecks();
    checks.require(from != null, "from", "is required");
    checks.require(to != null, "to", "is required");
    List<PolicyName> wanted = policies == null ? ONLINE : named(checks);
    double error = forecastError == null ? 0 : checks.number("forecastError", forecastError, 0, 1);
    checks.throwIfFailed();
    Instant start = Objects.requireNonNull(from);
    Instant end = Objects.requireNonNull(to);
    if (!start.isBefore(end)) {
      throw ProblemException.badRequest("from", "must be before to");
    }
    return new SimulationOrder(new TimeRange(start, end).atMost(LONGEST, "8 days"), wanted, error);
  }

  private List<PolicyName> named(FieldChecks checks) {
    List<String> names = policies == null ? List.of() : policies;
    List<PolicyName> known =
        ONLINE.stream().filter(each -> names.contains(each.toString())).toList();
    checks.require(
        !names.isEmpty() && known.size() == names.size(), "policies", "must be some of " + ONLINE);
    return known;
  }
}
