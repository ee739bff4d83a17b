package io.kilowatch.scheduler.execution;

import static io.kilowatch.scheduler.execution.Stage.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.scheduler.execution.Execution.Status;
import io.kilowatch.scheduler.plan.Server;
import io.kilowatch.scheduler.planning.Board;
import io.kilowatch.scheduler.task.Progress;
import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskSegment;
import io.kilowatch.scheduler.task.TaskState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of tasks as time goes on, with the document store of the local platform. */
class RunnerIT {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** When a planner is there again that was away. */
  private static final Instant BACK =
      START.plus(HOUR.multipliedBy(5)).plus(MINUTE.multipliedBy(30));

  @TempDir private static Path directory;
  private static Stage stage;

  private final Stage.Noted execution = new Stage.Noted();
  private final Runner runner = new Runner(execution);

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

  @Test
  void task_beginsWhenItsPlanSays_andIsDoneWhenItsExecutionSays() {
    Board board = stage.board(1, START, "s1");
    Task task = placed(board, HOUR, HOUR, false);
    runner.step(board, START);
    assertThat(stage.stored(task).progress().current())
        .isEqualTo(new TaskSegment("s1", START, hours(1)));
    execution.says(task, new Status.Done(hours(1)));
    runner.step(board, hours(1));
    Task done = stage.stored(task);
    assertThat(done.state()).isEqualTo(TaskState.DONE);
    assertThat(done.endedAt()).isEqualTo(hours(1));
    assertThat(done.progress().runs()).containsExactly(new TaskSegment("s1", START, hours(1)));
    assertThat(execution.told).containsExactly("begin " + task.id(), "end " + task.id());
    assertThat(board.tasks()).isEmpty();
  }

  @Test
  void interruptibleTask_pausesBetweenTheStretchesOfItsPlan() {
    Board board = stage.board(1, START, "s1");
    // The cleanest hours are the third and the fifth.
    Task task = placed(board, HOUR.multipliedBy(2), HOUR.multipliedBy(6), true);
    runner.step(board, START);
    assertThat(stage.stored(task).state()).isEqualTo(TaskState.PLANNED);
    runner.step(board, hours(2));
    assertThat(stage.stored(task).state()).isEqualTo(TaskState.RUNNING);
    runner.step(board, hours(3));
    assertThat(stage.stored(task).state()).isEqualTo(TaskState.PAUSED);
    runner.step(board, hours(4));
    assertThat(stage.stored(task).progress().current())
        .isEqualTo(new TaskSegment("s1", hours(4), hours(5)));
    assertThat(execution.told)
        .containsExactly("begin " + task.id(), "pause " + task.id(), "begin " + task.id());
  }

  @Test
  void nextPlanner_tellsTheExecutionOfAllThatIsActive() {
    Board board = stage.board(1, START, "s1", "s2");
    Task running = begunAtOnce(board, placed(board, HOUR, HOUR.multipliedBy(8), false));
    Task waiting = placed(board, HOUR, HOUR.multipliedBy(8), false);
    execution.told.clear();
    runner.resume(stage.board(2, START.plus(MINUTE), "s1", "s2"));
    assertThat(execution.told)
        .containsExactlyInAnyOrder("resume " + running.id(), "resume " + waiting.id());
  }

  @Test
  void overrun_runsOn_andWhatWasPlannedThereMakesWay() {
    Board board = stage.board(1, START, "s1");
    Task first = placed(board, HOUR, HOUR.multipliedBy(8), false);
    Task begun = begunAtOnce(board, first);
    Instant end = begun.progress().segments().getLast().end();
    Task next = stage.keep(stage.order(HOUR, Duration.between(START, end).plus(HOUR), false));
    Task later =
        stage.keep(
            stage.order(HOUR, Duration.between(START, end).plus(HOUR.multipliedBy(3)), false));
    board.place(next, end.minus(MINUTE));
    board.place(later, end.minus(MINUTE));
    assertThat(stage.stored(next).progress().plan())
        .containsExactly(new TaskSegment("s1", end, end.plus(HOUR)));

    runner.step(board, end);

    Task longer = stage.stored(first);
    assertThat(longer.state()).isEqualTo(TaskState.RUNNING);
    Instant longerEnd = end.plus(MINUTE.multipliedBy(6));
    assertThat(longer.progress().current())
        .isEqualTo(new TaskSegment("s1", longer.progress().current().start(), longerEnd));
    assertThat(stage.stored(next).state()).as("has no time left").isEqualTo(TaskState.MISSED);
    assertThat(stage.stored(later).state()).isEqualTo(TaskState.PLANNED);
    assertThat(stage.stored(later).progress().plan().getFirst().start())
        .isAfterOrEqualTo(longerEnd);
    execution.says(first, new Status.Done(end.plus(MINUTE)));
    runner.step(board, end.plus(MINUTE));
    assertThat(stage.stored(first).state()).isEqualTo(TaskState.DONE);
  }

  @Test
  void overrun_hasAPausedTaskGoOnBesideIt() {
    Instant half = START.plus(MINUTE.multipliedBy(30));
    Instant end = hours(1).plus(MINUTE.multipliedBy(30));
    Task pausable =
        stage.keepRunning(
            stage.order(HOUR, Duration.between(START, end), true),
            new TaskSegment("s2", START, half),
            new TaskSegment("s1", hours(1), end));
    Task overruns = overrunning();
    Board board = stage.board(1, START.plus(MINUTE), "s1", "s2");
    runner.step(board, half);
    assertThat(stage.stored(pausable).state()).isEqualTo(TaskState.PAUSED);

    runner.step(board, hours(1));

    assertThat(stage.stored(overruns).state()).isEqualTo(TaskState.RUNNING);
    assertThat(stage.stored(pausable).progress().current())
        .isEqualTo(new TaskSegment("s2", hours(1), end));
  }

  @Test
  void overrun_thatLeavesAPausedTaskNoTime_hasItMissed_andItsExecutionTold() {
    Instant half = START.plus(MINUTE.multipliedBy(30));
    Task pausable =
        stage.keepRunning(
            stage.order(HOUR, HOUR.multipliedBy(2), true),
            new TaskSegment("s2", START, half),
            new TaskSegment("s1", hours(1), hours(2)));
    Task overruns = overrunning();
    Board board = stage.board(1, START.plus(MINUTE), "s1", "s2");
    runner.step(board, half);
    runner.step(stage.board(1, half, "s1"), hours(1));
    assertThat(stage.stored(overruns).state()).isEqualTo(TaskState.RUNNING);
    assertThat(stage.stored(pausable).state()).isEqualTo(TaskState.MISSED);
    assertThat(execution.told).contains("end " + pausable.id());
  }

  /** One that was to run on s1 for an hour. */
  private static Task overrunning() {
    return stage.keepRunning(
        stage.order(HOUR, HOUR.multipliedBy(8), false), new TaskSegment("s1", START, hours(1)));
  }

  @Test
  void overrunPastTheDeadline_isMissed() {
    Board board = stage.board(1, START, "s1");
    Task task = placed(board, HOUR, HOUR.plus(MINUTE), false);
    Instant start = stage.stored(task).progress().plan().getFirst().start();
    runner.step(board, start);
    runner.step(board, start.plus(HOUR));
    runner.step(board, hours(1).plus(MINUTE));
    Task missed = stage.stored(task);
    assertThat(missed.state()).isEqualTo(TaskState.MISSED);
    assertThat(missed.reason()).contains("deadline");
    assertThat(execution.told).contains("end " + task.id());
  }

  @Test
  void earlyEnd_freesTheCores() {
    Board board = stage.board(1, START, "s1");
    Task long1 = placed(board, HOUR.multipliedBy(4), HOUR.multipliedBy(4), false);
    runner.step(board, START);
    Task refused = stage.keep(stage.order(HOUR, HOUR.multipliedBy(4), false));
    board.place(refused, hours(1));
    assertThat(stage.stored(refused).state()).isEqualTo(TaskState.REFUSED);
    execution.says(long1, new Status.Done(hours(1)));
    runner.step(board, hours(1));
    Task next = stage.keep(stage.order(HOUR, HOUR.multipliedBy(4), false));
    board.place(next, hours(1));
    assertThat(stage.stored(next).state()).isEqualTo(TaskState.PLANNED);
  }

  @Test
  void tasksThatTookLonger_haveTheNextOfTheirNamePlannedForLonger() {
    Board board = stage.board(1, START, "s1", "s2", "s3", "s4");
    for (int i = 0; i < 3; i++) {
      Task task = placed(board, HOUR, HOUR, false);
      runner.step(board, START);
      execution.says(task, new Status.Done(hours(1).plus(MINUTE.multipliedBy(30))));
    }
    runner.step(board, hours(2));
    Task next = stage.keep(stage.order(HOUR, HOUR.multipliedBy(8), false));
    board.place(next, hours(2));
    assertThat(stage.stored(next).plannedSeconds()).isEqualTo(5400);
    assertThat(stage.stored(next).progress().plan().getFirst().length())
        .isEqualTo(MINUTE.multipliedBy(90));
    Task tight = stage.keep(stage.order(HOUR, HOUR.multipliedBy(3), false));
    board.place(tight, hours(2));
    assertThat(stage.stored(tight).plannedSeconds()).as("no more than there is").isEqualTo(3600);
  }

  @Test
  void failedTask_saysWhy() {
    Board board = stage.board(1, START, "s1");
    Task task = placed(board, HOUR, HOUR, false);
    runner.step(board, START);
    execution.says(task, new Status.Failed(START.plus(MINUTE), "The image is not there."));
    runner.step(board, START.plus(MINUTE));
    assertThat(stage.stored(task).state()).isEqualTo(TaskState.FAILED);
    assertThat(stage.stored(task).reason()).isEqualTo("The image is not there.");
  }

  @Test
  void cancelledMeanwhile_isNotBegun() {
    Board board = stage.board(1, START, "s1");
    Task task = placed(board, HOUR, HOUR, false);
    assertThat(stage.store.write(stage.stored(task).cancelled(START))).isPresent();
    runner.step(board, START);
    assertThat(execution.told).isEmpty();
    assertThat(board.tasks()).isEmpty();
    board.settle(stage.stored(task), START);
    assertThat(stage.stored(task).awaitsPlanner()).isFalse();
    Task next = placed(board, HOUR, HOUR, false);
    assertThat(stage.stored(next).state()).isEqualTo(TaskState.PLANNED);
  }

  @Test
  void nextPlanner_goesOnWithAll_andBeginsNoneTwice() {
    Board board = stage.board(1, START, "s1", "s2");
    Task runs = placed(board, HOUR, HOUR, false);
    Task waits = placed(board, HOUR, HOUR.multipliedBy(5), false);
    runner.step(board, START);

    Board next = stage.board(2, START.plus(MINUTE), "s1", "s2");
    runner.step(next, START.plus(MINUTE));

    assertThat(next.tasks()).extracting(Task::id).containsExactlyInAnyOrder(runs.id(), waits.id());
    assertThat(stage.stored(runs).progress().current())
        .isEqualTo(new TaskSegment("s1", START, hours(1)));
    assertThat(execution.told).filteredOn(("begin " + runs.id())::equals).hasSize(1);
  }

  @Test
  void plannerThatWasHeldUp_canWriteNoMore() {
    Board old = stage.board(1, START, "s1");
    Task planned = placed(old, HOUR, HOUR, false);
    Task submitted = stage.keep(stage.order(HOUR, HOUR.multipliedBy(8), false));
    var _ = stage.board(2, START, "s1");
    runner.step(old, START);
    old.place(submitted, START);
    assertThat(stage.stored(planned).state()).isEqualTo(TaskState.PLANNED);
    assertThat(stage.stored(submitted).state()).isEqualTo(TaskState.SUBMITTED);
    assertThat(execution.told).isEmpty();
  }

  @Test
  void plannerThatWasHeldUp_isNoticedIfItPlansWhatCameLater() {
    Board old = stage.board(1, START, "s1");
    var _ = stage.board(2, START, "s1");
    assertThat(stage.store.hasStrays(2)).isFalse();
    Task stray = placed(old, HOUR, HOUR, false);
    assertThat(stage.store.hasStrays(2)).isTrue();
    Board next = stage.board(2, START, "s1");
    assertThat(next.tasks()).extracting(Task::id).containsExactly(stray.id());
    assertThat(stage.store.hasStrays(2)).isFalse();
  }

  @Test
  void planWhoseTimeHasPassed_isMadeAnew_orMissed() {
    Board board = stage.board(1, START, "s1", "s2");
    Task patient = placed(board, HOUR, HOUR.multipliedBy(8), false);
    Task urgent = placed(board, HOUR, HOUR.plus(MINUTE), false);
    Board next = stage.board(2, hours(6), "s1", "s2");
    assertThat(stage.stored(urgent).state()).isEqualTo(TaskState.MISSED);
    assertThat(stage.stored(patient).progress().plan().getFirst().start())
        .isAfterOrEqualTo(hours(6));
    assertThat(next.tasks()).extracting(Task::id).containsExactly(patient.id());
  }

  @Test
  void interruptibleTask_whosePlannerWasAwayPastItsPlan_hasItsRestPlannedAnew() {
    Task task = runningFromTheThirdHour(stage.board(1, START, "s1"), runner);
    runner.step(stage.board(2, BACK, "s1"), BACK);
    assertThat(execution.told).contains("pause " + task.id());
    assertRestIsPlannedAnew(task);
  }

  @Test
  void emulatedTask_whosePlannerWasAwayPastItsPlan_runsItsRest_andIsDoneAfterThat() {
    Runner emulation = new Runner(new EmulatedExecution(new EmulationSettings(0)));
    Task task = runningFromTheThirdHour(stage.board(1, START, "s1"), emulation);
    Board next = stage.board(2, BACK, "s1");
    emulation.step(next, BACK);
    assertRestIsPlannedAnew(task);
    for (Instant now = BACK; !now.isAfter(hours(8)); now = now.plus(MINUTE)) {
      emulation.step(next, now);
    }
    Task done = stage.stored(task);
    assertThat(done.state()).isEqualTo(TaskState.DONE);
    assertThat(done.progress().workedInRuns()).isEqualTo(HOUR.multipliedBy(2));
  }

  @Test
  void interruptibleTask_whosePlannerStoodStillPastItsPlan_hasItsRestPlannedAnew() {
    Board board = stage.board(1, START, "s1");
    Task task = runningFromTheThirdHour(board, runner);
    runner.step(board, BACK);
    assertRestIsPlannedAnew(task);
  }

  @Test
  void interruptibleTask_thatEndedWhileItsPlannerWasAway_isDone() {
    Task task = runningFromTheThirdHour(stage.board(1, START, "s1"), runner);
    execution.says(task, new Status.Done(hours(4)));
    runner.step(stage.board(2, BACK, "s1"), BACK);
    Task done = stage.stored(task);
    assertThat(done.state()).isEqualTo(TaskState.DONE);
    assertThat(done.progress().segments())
        .containsExactly(new TaskSegment("s1", hours(2), hours(4)));
  }

  @Test
  void interruptibleTask_thatShouldHavePaused_leavesTheirCoresToThoseThatRunOn() {
    TaskSegment first = new TaskSegment("s2", START, hours(1));
    TaskSegment second = new TaskSegment("s2", hours(2), hours(3));
    Task late =
        stage.keepRunning(
            stage.order(HOUR.multipliedBy(2), HOUR.multipliedBy(8), true), first, second);
    TaskSegment whole = new TaskSegment("s1", START.plus(MINUTE), hours(6));
    Task runs = stage.keepRunning(stage.order(whole.length(), HOUR.multipliedBy(8), false), whole);
    Instant back = hours(4).plus(MINUTE.multipliedBy(30));
    runner.step(stage.board(1, back, "s1", "s2"), back);
    assertThat(stage.stored(runs).progress().current()).isEqualTo(whole);
    assertThat(rest(late))
        .allSatisfy(segment ->
            assertThat(segment.serverId().equals("s2") || !segment.start().isBefore(hours(6)))
                .as("%s is free", segment)
                .isTrue());
  }

  @Test
  void taskThatIsLate_isPlannedAnew() {
    Board board = stage.board(1, START, "s1");
    Task task = placed(board, HOUR, HOUR.multipliedBy(3), false);
    assertThat(stage.stored(task).progress().plan())
        .containsExactly(new TaskSegment("s1", hours(2), hours(3)));
    Task patient = placed(board, HOUR, HOUR.multipliedBy(8), false);
    Instant late = stage.stored(patient).progress().plan().getFirst().start().plusSeconds(60);
    runner.step(board, late);
    assertThat(stage.stored(task).state()).as("has no time left").isEqualTo(TaskState.MISSED);
    assertThat(execution.told).contains("end " + task.id());
    assertThat(rest(patient))
        .singleElement()
        .satisfies(whole -> {
          assertThat(whole.start()).isAfterOrEqualTo(late);
          assertThat(whole.length()).isEqualTo(HOUR);
        });
  }

  @Test
  void serverRetired_movesWhatCanMove_andFailsWhatCannot() {
    Board board = stage.board(1, START, "s1", "s2");
    Task block = placed(board, HOUR, HOUR, false);
    Task pausable = placed(board, HOUR, HOUR.plus(MINUTE), true);
    runner.step(board, START);
    runner.step(board, START.plus(MINUTE));
    assertThat(stage.stored(block).state()).isEqualTo(TaskState.RUNNING);
    Board other = stage.board(1, START.plus(MINUTE), "s3");
    assertThat(stage.stored(block).state()).isEqualTo(TaskState.FAILED);
    assertThat(stage.stored(block).reason()).contains("retired");
    Task moved = stage.stored(pausable);
    assertThat(moved.state()).isIn(TaskState.PLANNED, TaskState.PAUSED);
    assertThat(moved.progress().plan())
        .allSatisfy(segment -> assertThat(segment.serverId()).isEqualTo("s3"));
    assertThat(other.tasks()).extracting(Task::id).containsExactly(pausable.id());
  }

  /** One of two hours that runs in the third and would in the fifth, the cleanest. */
  private static Task runningFromTheThirdHour(Board board, Runner runner) {
    Task task = placed(board, HOUR.multipliedBy(2), HOUR.multipliedBy(8), true);
    runner.step(board, hours(2));
    assertThat(stage.stored(task).progress().segments())
        .containsExactly(
            new TaskSegment("s1", hours(2), hours(3)), new TaskSegment("s1", hours(4), hours(5)));
    assertThat(stage.stored(task).state()).isEqualTo(TaskState.RUNNING);
    return task;
  }

  private static void assertRestIsPlannedAnew(Task task) {
    assertThat(stage.stored(task).progress().runs())
        .containsExactly(new TaskSegment("s1", hours(2), hours(3)));
    assertThat(rest(task))
        .allSatisfy(segment -> assertThat(segment.start()).isAfterOrEqualTo(BACK))
        .allSatisfy(segment -> assertThat(segment.length()).isPositive());
    assertThat(rest(task).stream().map(TaskSegment::length).reduce(Duration.ZERO, Duration::plus))
        .isEqualTo(HOUR);
  }

  /** What a task has not run, with the run that it is in. */
  private static List<TaskSegment> rest(Task task) {
    Progress progress = stage.stored(task).progress();
    return progress.segments().subList(progress.runs().size(), progress.segments().size());
  }

  @Test
  void serverRetired_hasAPausedTaskGoOnAtItsSite() {
    Task task =
        stage.keepRunning(
            stage.order(HOUR.multipliedBy(2), HOUR.multipliedBy(8), true),
            new TaskSegment("s1", START, hours(1)),
            new TaskSegment("s1", hours(2), hours(3)));
    runner.step(stage.board(1, START.plus(MINUTE), withCleaner("s1", "s2")), hours(1));
    assertThat(stage.stored(task).state()).isEqualTo(TaskState.PAUSED);
    var _ = stage.board(1, hours(1).plus(MINUTE), withCleaner("s2"));
    assertRestIsOn("s2", task);
  }

  @Test
  void serverRetired_hasATaskThatRunsThereGoOnAtItsSite() {
    Task task =
        stage.keepRunning(
            stage.order(HOUR.multipliedBy(2), HOUR.multipliedBy(8), true),
            new TaskSegment("s1", START, hours(2)));
    var _ = stage.board(1, START.plus(MINUTE), withCleaner("s1", "s2"));
    var _ = stage.board(1, hours(1), withCleaner("s2"));
    assertThat(stage.stored(task).state()).isEqualTo(TaskState.PAUSED);
    assertRestIsOn("s2", task);
  }

  @Test
  void serverRetired_theLastOfItsSite_hasATaskMissedThatHasBegunThere() {
    Task task =
        stage.keepRunning(
            stage.order(HOUR.multipliedBy(2), HOUR.multipliedBy(8), true),
            new TaskSegment("s1", START, hours(2)));
    var _ = stage.board(1, START.plus(MINUTE), withCleaner("s1"));
    var _ = stage.board(1, hours(1), withCleaner());
    assertThat(stage.stored(task).state()).isEqualTo(TaskState.MISSED);
  }

  /** Servers of one site, and s3 of another. */
  private static List<Server> withCleaner(String... servers) {
    return Stream.concat(
            Stream.of(servers).map(id -> Stage.server(id, Stage.SITE)),
            Stream.of(Stage.server("s3", Stage.CLEANER)))
        .toList();
  }

  private static void assertRestIsOn(String server, Task task) {
    assertThat(rest(task))
        .isNotEmpty()
        .allSatisfy(segment -> assertThat(segment.serverId()).isEqualTo(server));
  }

  private Task begunAtOnce(Board board, Task task) {
    Instant start = stage.stored(task).progress().plan().getFirst().start();
    runner.step(board, start);
    return stage.stored(task);
  }

  private static Task placed(
      Board board, Duration expected, Duration deadline, boolean interruptible) {
    Task task = stage.keep(stage.order(expected, deadline, interruptible));
    board.place(task, START);
    return task;
  }

  private static Instant hours(int hours) {
    return START.plus(HOUR.multipliedBy(hours));
  }
}
