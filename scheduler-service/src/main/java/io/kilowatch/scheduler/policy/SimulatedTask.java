package io.kilowatch.scheduler.policy;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.input.TimeRange;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskOrder;
import io.kilowatch.scheduler.task.TaskRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task of a list that a client wants played: what it would be submitted with, and when.
 *
 * @param submittedAt when a policy hears of it
 * @param name null for its place in the list
 */
record SimulatedTask(
    @Nullable Instant submittedAt,
    @Nullable String name,
    @Nullable Integer cores,
    @Nullable String expectedDuration,
    @Nullable Instant earliestStart,
    @Nullable Instant deadline,
    @Nullable Boolean interruptible,
    @Nullable List<String> allowedZones,
    @Nullable List<String> allowedSites) {

  /**
   * The task, as if it had been submitted then.
   *
   * @throws ProblemException 400 with all that is wrong
   */
  Task checked(String place, Directory directory) {
    if (submittedAt == null) {
      throw ProblemException.badRequest("submittedAt", "is required");
    }
    if (!TimeRange.isWithinBounds(submittedAt)) {
      throw ProblemException.badRequest("submittedAt", TimeRange.BOUNDS);
    }
    TaskOrder order =
        new TaskRequest(
                null,
                name == null ? place : name,
                cores,
                expectedDuration,
                earliestStart,
                deadline,
                interruptible,
                allowedZones,
                allowedSites,
                null)
            .checked(directory, submittedAt);
    return Task.submitted(place, "", "", place, order, submittedAt);
  }
}
