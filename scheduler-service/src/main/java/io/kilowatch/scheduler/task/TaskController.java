package io.kilowatch.scheduler.task;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.paging.Page;
import io.kilowatch.base.paging.PageLimit;
import io.kilowatch.base.security.CurrentUser;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tasks over HTTP: everybody sees all, owners cancel their own, engineers any. */
@RestController
@RequestMapping("/api/v1/tasks")
class TaskController {

  private final Submissions submissions;
  private final TaskLists lists;
  private final Directory directory;
  private final Clock clock;

  TaskController(Submissions submissions, TaskLists lists, Directory directory, Clock clock) {
    this.submissions = submissions;
    this.lists = lists;
    this.directory = directory;
    this.clock = clock;
  }

  @PostMapping
  @Operation(
      summary = "Submits a task and answers with its plan",
      description =
          "409 with the reason if it can't be placed before its deadline. 202 if nobody plans at"
              + " the moment: the task is kept and planned later, and its state tells.")
  ResponseEntity<TaskAnswer> submit(CurrentUser user, @RequestBody TaskRequest request) {
    TaskOrder order = request.checked(directory, clock.instant());
    Task task = submissions.submit(user, request.clientId(), order);
    URI location = URI.create("/api/v1/tasks/" + task.id());
    ResponseEntity.BodyBuilder answer =
        task.state() == TaskState.SUBMITTED
            ? ResponseEntity.accepted().location(location)
            : ResponseEntity.created(location);
    return answer.body(TaskAnswer.of(task, user));
  }

  @GetMapping
  @Operation(summary = "Tasks, the one that was submitted last first")
  Page<TaskAnswer> list(
      CurrentUser user,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String owner,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    Page<Task> page = lists.page(state, owner, PageLimit.of(limit), cursor);
    return new Page<>(
        page.items().stream().map(task -> TaskAnswer.of(task, user)).toList(), page.nextCursor());
  }

  @GetMapping("/{id}")
  TaskAnswer get(CurrentUser user, @PathVariable String id) {
    return TaskAnswer.of(submissions.existing(id), user);
  }

  @DeleteMapping("/{id}")
  @Operation(summary = "Cancels a task: its owner may, and engineers")
  TaskAnswer cancel(CurrentUser user, @PathVariable String id) {
    return TaskAnswer.of(submissions.cancel(user, id), user);
  }
}
