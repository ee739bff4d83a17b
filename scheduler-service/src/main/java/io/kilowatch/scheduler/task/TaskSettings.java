package io.kilowatch.scheduler.task;

import io.kilowatch.base.problem.ProblemException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much people may ask for.
 *
 * @param execution what makes tasks run
 * @param mostActive tasks that one person may have active at once
 * @param answerWithin how long a submission waits for the planner
 */
@ConfigurationProperties("kilowatch.tasks")
record TaskSettings(
    @DefaultValue("EMULATED") Execution execution,
    @DefaultValue("1000") int mostActive,
    @DefaultValue("10s") Duration answerWithin) {

  /** What makes tasks run: nothing but the emulated load of a server, or a cluster. */
  enum Execution {
    EMULATED,
    KUBERNETES
  }

  /**
   * Refuses what could not run.
   *
   * @throws ProblemException 400 for a task without a container in a cluster
   */
  void requireRunnable(TaskOrder order) {
    if (execution == Execution.KUBERNETES && order.container() == null) {
      throw ProblemException.badRequest("container", "is required: tasks run as Jobs of a cluster");
    }
  }
}
