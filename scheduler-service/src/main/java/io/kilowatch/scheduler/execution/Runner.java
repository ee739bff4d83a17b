package io.kilowatch.scheduler.execution;

import io.kilowatch.scheduler.execution.Execution.Status;
import io.kilowatch.scheduler.planning.Board;
import io.kilowatch.scheduler.planning.Restoration;
import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskSegment;
import io.kilowatch.scheduler.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Lets each task do what is due.
 *
 * <p>A change is in the store before the execution hears of it. So a task is begun at most once by
 * the planner that has the fence, and one that was begun by its forerunner is found running.
 */
@Component
public final class Runner {

  /** How much longer one that overruns may run, before that is looked at again. */
  private static final Duration SHORTEST_EXTENSION = Duration.ofMinutes(1);

  private static final int EXTENSIONS_OF_A_TASK = 10;

  private static final String TOO_LONG = "It had not ended by its deadline.";

  /** For so long after its deadline one may have ended in time, and it could not be told yet. */
  private static final Duration MAY_HAVE_ENDED = Duration.ofMinutes(15);

  private static final String NOT_TOLD =
      "Whether it had ended by its deadline was not told for 15 minutes.";

  private final Execution execution;

  Runner(Execution execution) {
    this.execution = execution;
  }

  /** What ends first: cores must be free before others take them. */
  public void step(Board board, Instant now) {
    execution.round();
    board.tasks().stream()
        .filter(task -> task.state() == TaskState.RUNNING)
        .forEach(task -> lookAt(board, task, now));
    List<Task> late = waiting(board).filter(task -> isLate(task, now)).toList();
    board.planAnew(late, now).forEach(execution::end);
    waiting(board).filter(task -> !isLate(task, now)).forEach(task -> beginIfDue(board, task, now));
  }

  private static Stream<Task> waiting(Board board) {
    return board.tasks().stream().filter(task -> task.state() != TaskState.RUNNING);
  }

  private static boolean isLate(Task waiting, Instant now) {
    return Restoration.isLate(waiting.progress().plan(), now);
  }

  /** Has everything run or pause as the store says, after a restart. */
  public void resume(Board board) {
    execution.resume(board.tasks(), board.fence());
  }

  /** A task was cancelled. */
  public void cancelled(Task task) {
    execution.end(task);
  }

  private void lookAt(Board board, Task task, Instant now) {
    TaskSegment current = task.progress().current();
    if (current == null) {
      throw new IllegalStateException("task " + task.id() + " runs nowhere");
    }
    switch (execution.status(task, now)) {
      case Status.Done(Instant at) -> end(board, task.done(at), now);
      case Status.Failed(Instant at, String reason) -> end(board, task.failed(reason, at), now);
      case Status.Missed(Instant at) -> end(board, task.missed(TOO_LONG, at), now);
      case Status.Unknown _ -> {
        if (task.order().deadline().plus(MAY_HAVE_ENDED).isBefore(now)) {
          end(board, task.missed(NOT_TOLD, lastSecond(task)), now);
        }
      }
      case Status.Working _ -> {
        if (!current.end().isAfter(now)) {
          planIsOver(board, task, current, now);
        }
      }
    }
  }

  private void planIsOver(Board board, Task task, TaskSegment current, Instant now) {
    if (!task.progress().plan().isEmpty()) {
      board.write(task.paused(current.end()), now).ifPresent(execution::pause);
    } else if (!current.end().isBefore(lastSecond(task))) {
      end(board, task.missed(TOO_LONG, current.end()), now);
    } else {
      overrun(board, task, current, now);
    }
  }

  private void overrun(Board board, Task task, TaskSegment current, Instant now) {
    Duration share = Duration.ofSeconds(task.order().expectedSeconds() / EXTENSIONS_OF_A_TASK);
    Duration more = share.compareTo(SHORTEST_EXTENSION) > 0 ? share : SHORTEST_EXTENSION;
    Instant wanted = now.plus(more);
    Instant until = wanted.isBefore(task.order().deadline()) ? wanted : lastSecond(task);
    Instant whole = Instant.ofEpochSecond(until.getEpochSecond());
    board
        .extend(task, new TaskSegment(current.serverId(), current.end(), whole), now)
        .forEach(execution::end);
  }

  /** The planner's deadline. */
  private static Instant lastSecond(Task task) {
    return Instant.ofEpochSecond(task.order().deadline().getEpochSecond());
  }

  private void end(Board board, Task ended, Instant now) {
    board.write(ended, now).ifPresent(execution::end);
  }

  private void beginIfDue(Board board, Task task, Instant now) {
    Instant start = task.progress().plan().getFirst().start();
    if (!start.isAfter(now)) {
      board.write(task.begun(start), now).ifPresent(execution::begin);
    }
  }
}
