package io.kilowatch.emulators.task;

import io.kilowatch.base.rounds.Rounds;
import io.kilowatch.contracts.task.TaskLoads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Asks the scheduler once a second what runs. */
final class TaskPoll extends Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(TaskPoll.class);
  private static final long PAUSE_MILLIS = 1_000;

  private final RestClient scheduler;
  private final RunningTasks tasks;
  private boolean reported;

  TaskPoll(RestClient scheduler, RunningTasks tasks) {
    super("task-poll", PAUSE_MILLIS);
    this.scheduler = scheduler;
    this.tasks = tasks;
  }

  @Override
  protected void round() {
    try {
      tasks.replace(
          scheduler.get().uri("/internal/v1/task-loads").retrieve().requiredBody(TaskLoads.class));
      reported = false;
    } catch (RestClientException | IllegalStateException e) {
      report(e);
    }
  }

  /** Once for each outage. */
  private void report(RuntimeException e) {
    if (!reported) {
      LOG.info("the scheduler does not answer; what runs goes on as planned: {}", e.toString());
      reported = true;
    }
  }
}
