package io.kilowatch.scheduler.planning;

import io.kilowatch.base.input.TimeRange;
import io.kilowatch.base.paging.Cursor;
import io.kilowatch.base.paging.Page;
import io.kilowatch.base.paging.PageLimit;
import io.kilowatch.scheduler.task.Progress;
import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskSegment;
import io.kilowatch.scheduler.task.TaskStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What runs where and when, for a timeline; for everybody who is signed in. */
@RestController
class PlanController {

  private static final Duration LONGEST = Duration.ofDays(62);

  private final TaskStore store;
  private final Clock clock;

  PlanController(TaskStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * A task in the timeline.
   *
   * @param segments in order of time, none of which lies wholly outside the range
   * @param runningSince when the run began that it is in; null while it does not run
   */
  record PlannedTask(
      String taskId,
      String name,
      String ownerId,
      String state,
      int cores,
      boolean interruptible,
      Instant submittedAt,
      Instant deadline,
      @Nullable Instant runningSince,
      List<TaskSegment> segments) {

    static PlannedTask of(Task task, TimeRange range) {
      Progress progress = task.progress();
      TaskSegment current = progress.current();
      return new PlannedTask(
          task.id(),
          task.order().name(),
          task.ownerId(),
          task.state().wireName(),
          task.order().cores(),
          task.order().interruptible(),
          task.submittedAt(),
          task.order().deadline(),
          current == null ? null : current.start(),
          progress.segments().stream()
              .filter(segment -> segment.end().isAfter(range.from()))
              .filter(segment -> segment.start().isBefore(range.to()))
              .toList());
    }
  }

  @GetMapping("/api/v1/plan")
  @Operation(
      summary = "What has run, runs and will run in a range of time, by task",
      description = "Tasks come by their ids; those without a segment in the range are left out.")
  Page<PlannedTask> plan(
      @Parameter(description = TimeRange.FROM) @RequestParam(required = false)
          @Nullable String from,
      @Parameter(description = TimeRange.TO) @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    TimeRange range = TimeRange.parse(from, to, clock).atMost(LONGEST, "62 days");
    int most = PageLimit.of(limit);
    String after = cursor == null ? null : Cursor.decode(cursor, 1).getFirst();
    List<Task> found = store.activeBetween(range.from(), range.to(), after, most + 1);
    List<Task> page = found.size() > most ? found.subList(0, most) : found;
    return new Page<>(
        page.stream()
            .map(task -> PlannedTask.of(task, range))
            .filter(task -> !task.segments().isEmpty())
            .toList(),
        found.size() > most ? Cursor.encode(page.getLast().id()) : null);
  }
}
