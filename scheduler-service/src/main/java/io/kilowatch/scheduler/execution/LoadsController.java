package io.kilowatch.scheduler.execution;

import io.kilowatch.contracts.task.TaskLoad;
import io.kilowatch.contracts.task.TaskLoads;
import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskSegment;
import io.kilowatch.scheduler.task.TaskStore;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells other services what runs. Any replica answers, from the store; who asks once a second goes
 * on with the last answer while none does.
 */
@RestController
class LoadsController {

  private final TaskStore store;

  LoadsController(TaskStore store) {
    this.store = store;
  }

  @GetMapping("/internal/v1/task-loads")
  TaskLoads loads() {
    return new TaskLoads(store.running().stream().flatMap(LoadsController::load).toList());
  }

  private static Stream<TaskLoad> load(Task task) {
    TaskSegment run = task.progress().current();
    return run == null
        ? Stream.empty()
        : Stream.of(
            new TaskLoad(task.id(), run.serverId(), task.order().cores(), run.start(), run.end()));
  }
}
