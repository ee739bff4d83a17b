package io.kilowatch.scheduler.policy;

import io.kilowatch.base.input.TimeRange;
import io.kilowatch.scheduler.simulation.PolicyName;
import io.kilowatch.scheduler.task.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be played.
 *
 * @param range in which the tasks were submitted
 * @param forecastError standard deviation of the forecasts' relative error
 * @param tasks null for those that were submitted
 */
record SimulationOrder(
    TimeRange range, List<PolicyName> policies, double forecastError, @Nullable List<Task> tasks) {}
