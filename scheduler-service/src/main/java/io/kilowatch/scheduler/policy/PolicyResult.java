package io.kilowatch.scheduler.policy;

import io.kilowatch.scheduler.simulation.Audit;
import io.kilowatch.scheduler.simulation.PolicyName;
import io.kilowatch.scheduler.simulation.Simulation.Outcome;

/**
 * What a policy would have come to.
 *
 * @param tasksEmissionsGrams gCO2eq that the tasks add to a fleet without any
 * @param missedDeadlines tasks that would have ended after their deadlines
 * @param refused tasks that it would not have taken
 */
record PolicyResult(String policy, double tasksEmissionsGrams, int missedDeadlines, int refused) {

  static PolicyResult of(PolicyName policy, Outcome outcome, Audit.Report report) {
    return new PolicyResult(
        policy.toString(), report.aboveStandbyGrams(), report.missed(), outcome.refused().size());
  }
}
