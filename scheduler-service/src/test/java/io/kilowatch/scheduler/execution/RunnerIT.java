package io.kilowatch.scheduler.execution;

import static io.kilowatch.scheduler.execution.Stage.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kilowatch.scheduler.execution.Execution.Status;
import io.kilowatch.scheduler.planning.Board;
import io.kilowatch.scheduler.task.Estimate;
import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskSegment;
import io.kilowatch.scheduler.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What becomes of tasks as time goes on, under one planner. */
class RunnerIT extends RunnerFixture {

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
  void plan_recordsTheShareOfItsServers_andThatWithoutAPlanner() {
    Board board = stage.board(1, START, "s1");
    board.place(stage.keep(stage.order(3, HOUR, HOUR, false)), START);
    Task one = stage.keep(stage.order(1, HOUR, HOUR.multipliedBy(6), false));
    board.place(one, START);
    assertThat(stage.stored(one).progress().plan())
        .containsExactly(new TaskSegment("s1", hours(4), hours(5)));
    Estimate estimate = stage.stored(one).estimate();
    assertThat(estimate.runNow().start()).isEqualTo(START);
    // 100 W with one of four cores in use, 250 W with all.
    assertThat(estimate.shareKilowattHours()).isEqualTo(0.1, within(1e-9));
    assertThat(estimate.runNowShareKilowattHours()).isEqualTo(0.250 / 4, within(1e-9));
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
  void tasksThatDidNotEndInTime_haveTheNextOfTheirNamePlannedForLonger() {
    Board board = stage.board(1, START, "s1", "s2", "s3");
    for (int i = 0; i < 3; i++) {
      var _ = placed(board, HOUR, HOUR, false);
    }
    runner.step(board, START);
    runner.step(board, hours(1));
    Task next = stage.keep(stage.order(HOUR, HOUR.multipliedBy(8), false));
    board.place(next, hours(1));
    assertThat(stage.stored(next).plannedSeconds()).isEqualTo(4500);
  }

  @Test
  void tasksThatWereMissedBeforeTheirTimeWasUp_teachNothing() {
    Board board = stage.board(1, START, "s1", "s2", "s3");
    for (int i = 0; i < 3; i++) {
      Task task = placed(board, HOUR, HOUR, false);
      runner.step(board, START);
      execution.says(task, new Status.Missed(START.plus(MINUTE)));
    }
    runner.step(board, START.plus(MINUTE));
    Task next = stage.keep(stage.order(HOUR, HOUR.multipliedBy(8), false));
    board.place(next, START.plus(MINUTE));
    assertThat(stage.stored(next).plannedSeconds()).isEqualTo(3600);
  }

  @Test
  void taskOfWhichNobodyCanTell_runsOnPastItsDeadline_andHasEndedWhenItIsSaid() {
    Board board = stage.board(1, START, "s1", "s2");
    Task told = placed(board, HOUR, HOUR, false);
    Task untold = placed(board, HOUR, HOUR, false);
    runner.step(board, START);
    execution.says(told, new Status.Unknown());
    execution.says(untold, new Status.Unknown());
    Instant later = hours(1).plus(MINUTE.multipliedBy(15));
    runner.step(board, hours(1));
    runner.step(board, later);
    assertThat(stage.stored(told).state()).isEqualTo(TaskState.RUNNING);
    execution.says(told, new Status.Done(hours(1).minus(MINUTE)));
    runner.step(board, later.plus(MINUTE));
    assertThat(stage.stored(told).state()).isEqualTo(TaskState.DONE);
    assertThat(stage.stored(told).endedAt()).isEqualTo(hours(1).minus(MINUTE));
    assertThat(stage.stored(untold).state()).isEqualTo(TaskState.MISSED);
    assertThat(stage.stored(untold).reason()).contains("not told for 15 minutes");
    assertThat(stage.stored(untold).endedAt()).isEqualTo(hours(1));
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
  void taskThatIsLate_isPlannedAnew() {
    Board board = stage.board(1, START, "s1");
    Task task = placed(board, HOUR, HOUR.multipliedBy(3), false);
    assertThat(stage.stored(task).progress().plan())
        .containsExactly(
            new TaskSegment(
                "s1",
                hours(2).minus(MINUTE.multipliedBy(3)),
                hours(3).minus(MINUTE.multipliedBy(3))));
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
  void runThatWasStoppedAtTheDeadline_whilePlannersWereAway_isMissed() {
    Task task = placed(stage.board(1, START, "s1"), HOUR, HOUR, false);
    runner.step(stage.board(2, START, "s1"), START);
    execution.says(task, new Status.Missed(hours(1)));
    runner.step(stage.board(3, hours(5), "s1"), hours(5));
    Task missed = stage.stored(task);
    assertThat(missed.state()).isEqualTo(TaskState.MISSED);
    assertThat(missed.reason()).contains("deadline");
    assertThat(missed.endedAt()).isEqualTo(hours(1));
  }

  /** One that was to run on s1 for an hour. */
  private static Task overrunning() {
    return stage.keepRunning(
        stage.order(HOUR, HOUR.multipliedBy(8), false), new TaskSegment("s1", START, hours(1)));
  }
}
