package io.kilowatch.scheduler.execution;

import static io.kilowatch.scheduler.execution.Stage.START;

import io.kilowatch.scheduler.planning.Board;
import io.kilowatch.scheduler.task.Progress;
import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskSegment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A runner with boards on the document store of the local platform, which each test finds empty.
 */
abstract class RunnerFixture {

  static final Duration HOUR = Duration.ofHours(1);
  static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir private static Path directory;
  static Stage stage;

  final Stage.Noted execution = new Stage.Noted();
  final Runner runner = new Runner(execution);

  @BeforeAll
  static void start() {
    stage = new Stage(directory);
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @BeforeEach
  void forget() {
    stage.clear();
  }

  static Task placed(Board board, Duration expected, Duration deadline, boolean interruptible) {
    Task task = stage.keep(stage.order(expected, deadline, interruptible));
    board.place(task, START);
    return task;
  }

  Task begunAtOnce(Board board, Task task) {
    Instant start = stage.stored(task).progress().plan().getFirst().start();
    runner.step(board, start);
    return stage.stored(task);
  }

  /** What a task has not run, with the run that it is in. */
  static List<TaskSegment> rest(Task task) {
    Progress progress = stage.stored(task).progress();
    return progress.segments().subList(progress.runs().size(), progress.segments().size());
  }

  static Instant hours(int hours) {
    return START.plus(HOUR.multipliedBy(hours));
  }
}
