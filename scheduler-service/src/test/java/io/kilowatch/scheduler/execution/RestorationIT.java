package io.kilowatch.scheduler.execution;

import static io.kilowatch.scheduler.execution.Stage.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.scheduler.execution.Execution.Status;
import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.plan.Server;
import io.kilowatch.scheduler.planning.Board;
import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskOrder;
import io.kilowatch.scheduler.task.TaskSegment;
import io.kilowatch.scheduler.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What becomes of tasks whose planner was away or held up, or is another, and of those whose server
 * is retired.
 */
class RestorationIT extends RunnerFixture {

  /** When a planner is there again that was away. */
  private static final Instant BACK =
      START.plus(HOUR.multipliedBy(5)).plus(MINUTE.multipliedBy(30));

  private static final Duration HALF_A_DAY = Duration.ofHours(12);

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
  void plan_leavesTimeToSpareBeforeTheDeadline_andOneThatIsALittleTooLateIsBegunAllTheSame() {
    Task task = placed(stage.board(1, START, "s1"), HOUR, HOUR.multipliedBy(5), false);
    assertThat(stage.stored(task).progress().plan())
        .as("in the cleanest hour, the last, but for three minutes")
        .containsExactly(
            new TaskSegment(
                "s1",
                hours(4).minus(MINUTE.multipliedBy(3)),
                hours(5).minus(MINUTE.multipliedBy(3))));
    Instant late = hours(4).plusSeconds(10);
    runner.step(stage.board(2, late, "s1"), late);
    assertThat(stage.stored(task).state()).isEqualTo(TaskState.RUNNING);
    assertThat(rest(task)).containsExactly(new TaskSegment("s1", late, hours(5)));
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
  void serverRetired_whereATaskWouldGoOn_leavesWhatRunsElsewhereAlone() {
    Task task =
        stage.keepRunning(
            stage.order(HOUR.multipliedBy(3), HOUR.multipliedBy(8), true),
            new TaskSegment("s1", START, hours(2)),
            new TaskSegment("s2", hours(4), hours(5)));
    Instant now = START.plus(MINUTE);
    runner.step(stage.board(1, now, "s1"), now);
    assertThat(stage.stored(task).state()).isEqualTo(TaskState.RUNNING);
    assertThat(rest(task)).containsExactly(new TaskSegment("s1", START, hours(3)));
    assertThat(execution.told).isEmpty();
  }

  @Test
  void serverRetired_andThePlannerKilledAtOnce_losesNothingOfTheRest() {
    Task task =
        stage.keepRunning(
            stage.order(HOUR.multipliedBy(3), HOUR.multipliedBy(8), true),
            new TaskSegment("s1", START, hours(2)),
            new TaskSegment("s2", hours(4), hours(5)));
    var _ = stage.board(1, START, "s1", "s2");
    stage.boardThatDies(2, hours(1), 1, "s2");
    assertThat(stage.stored(task).state()).isEqualTo(TaskState.PAUSED);
    var _ = stage.board(3, hours(1), "s2");
    assertThat(rest(task).stream().map(TaskSegment::length).reduce(Duration.ZERO, Duration::plus))
        .isEqualTo(HOUR.multipliedBy(2));
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

  @Test
  void taskThatWaitedForItsPlanner_isExpectedAgainOnce() {
    Task waits = stage.keep(stage.order(HALF_A_DAY, HALF_A_DAY.plus(MINUTE), false));
    Instant now = START.plusSeconds(1);
    Board board = stage.board(1, now, "s1");
    board.place(stage.stored(waits), now);
    assertThat(stage.stored(waits).state()).isEqualTo(TaskState.PLANNED);
    assertLikeOfTodayIsExpectedOnce(board, now);
  }

  @Test
  void taskThatIsPlannedAnewByTheNextPlanner_isExpectedAgainOnce() {
    Task late = placed(stage.board(1, START, "s1"), HALF_A_DAY, HALF_A_DAY.plus(HOUR), false);
    Instant begin = stage.stored(late).progress().plan().getFirst().start();
    Instant now = begin.plus(MINUTE);
    Board board = stage.board(2, now, "s1");
    assertThat(stage.stored(late).progress().plan().getFirst().start()).isAfterOrEqualTo(now);
    assertLikeOfTodayIsExpectedOnce(board, now);
  }

  /** If there were two, cores of an hour that both need tomorrow would be left to them. */
  private static void assertLikeOfTodayIsExpectedOnce(Board board, Instant now) {
    double[] hours = new double[48];
    Arrays.fill(hours, 400);
    hours[30] = 390;
    board.improve(
        new IntensityForecast(List.of("DE"), START.getEpochSecond(), new double[][] {hours}), now);
    Task next =
        stage.keep(
            new TaskOrder("Next", 4, 3600, hours(30), hours(42), false, Set.of(), Set.of(), null));
    board.place(next, now);
    assertThat(stage.stored(next).progress().plan())
        .containsExactly(new TaskSegment("s1", hours(30), hours(31)));
  }
}
