package io.kilowatch.scheduler.policy;

import io.kilowatch.base.input.TimeRange;
import io.kilowatch.scheduler.simulation.PolicyName;
import java.util.List;

/**
 * What is to be played.
 *
 * @param range in which the tasks were submitted
 * @param forecastError standard deviation of the forecasts' relative error
 */
record SimulationOrder(TimeRange range, List<PolicyName> policies, double forecastError) {}
