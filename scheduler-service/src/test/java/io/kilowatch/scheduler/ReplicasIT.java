package io.kilowatch.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.scheduler.RunningScheduler.Caller;
import io.kilowatch.scheduler.lease.Lease;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two replicas on one store, of which one plans. */
class ReplicasIT {

  private static final String TASKS = "/api/v1/tasks";

  @TempDir private Path directory;

  @Test
  void eitherTakesTasks_andWhenThePlannerStopsTheOtherGoesOnWithAll() throws Exception {
    try (RunningScheduler first = RunningScheduler.start(directory)) {
      RunningScheduler.await("it plans", () -> first.bean(Lease.class).fence().isPresent());
      List<String> ids = new ArrayList<>();
      try (RunningScheduler second = first.another()) {
        ids.addAll(submitToBoth(first, second));
        assertThat(second.bean(Lease.class).fence()).isEmpty();
        List<JsonNode> before = tasks(second, ids);
        assertThat(before)
            .allSatisfy(task -> assertThat(task.get("state").asString()).isEqualTo("planned"));

        first.bean(Lease.class).stop();
        first.bean(SchedulerRounds.class).stop();
        RunningScheduler.await("it plans", () -> second.bean(Lease.class).fence().isPresent());

        ids.add(submit(second));
        assertThat(tasks(second, ids))
            .as("none is lost, none has moved to where another is")
            .hasSize(before.size() + 1)
            .allSatisfy(task -> assertThat(task.get("state").asString()).isEqualTo("planned"));
      }
    }
  }

  /** At once, so that they meet in the planner. */
  private static List<String> submitToBoth(RunningScheduler first, RunningScheduler second)
      throws Exception {
    List<Future<String>> answers = new ArrayList<>();
    try (ExecutorService senders = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 6; i++) {
        answers.add(senders.submit(() -> submit(first)));
        answers.add(senders.submit(() -> submit(second)));
      }
    }
    List<String> ids = new ArrayList<>();
    for (Future<String> answer : answers) {
      ids.add(answer.get());
    }
    return ids;
  }

  private static String submit(RunningScheduler scheduler) throws Exception {
    TaskBody later =
        new TaskBody()
            .with("cores", 8)
            .with("earliestStart", TaskBody.in(Duration.ofHours(1)))
            .with("deadline", TaskBody.in(Duration.ofDays(3)));
    return scheduler
        .person("ada", "USER")
        .post(TASKS, later.json())
        .expect(201)
        .get("id")
        .asString();
  }

  private static List<JsonNode> tasks(RunningScheduler scheduler, List<String> ids)
      throws Exception {
    Caller ada = scheduler.person("ada", "USER");
    List<JsonNode> tasks = new ArrayList<>();
    for (String id : ids) {
      tasks.add(ada.task(id));
    }
    return tasks;
  }
}
