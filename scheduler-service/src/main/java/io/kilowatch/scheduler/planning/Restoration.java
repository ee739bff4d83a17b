package io.kilowatch.scheduler.planning;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.scheduler.plan.Fleet;
import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.plan.Planner;
import io.kilowatch.scheduler.plan.PlannerSettings;
import io.kilowatch.scheduler.task.Progress;
import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskSegment;
import io.kilowatch.scheduler.task.TaskState;
import io.kilowatch.scheduler.task.TaskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Makes a board of what is in the store: after a start, when another replica planned before, and
 * when the fleet is another.
 */
@Component
public final class Restoration {

  /** A plan whose time has passed by no more than this can still begin as planned. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** How far back tasks let the planner expect others. */
  private static final Duration REMEMBERED = Duration.ofDays(7);

  private static final int MOST_REMEMBERED = 20_000;

  private static final Comparator<Task> IN_ORDER =
      Comparator.comparing((Task task) -> task.state() != TaskState.RUNNING)
          .thenComparing(task -> task.progress().segments().getFirst().start())
          .thenComparing(Task::id);

  private final TaskStore store;
  private final Directory directory;

  public Restoration(TaskStore store, Directory directory) {
    this.store = store;
    this.directory = directory;
  }

  /** A board for whoever has the fence; writes of all before are refused from now on. */
  public Board board(long fence, Fleet fleet, IntensityForecast forecast, Instant now) {
    store.takeOver(fence);
    Planner planner = new Planner(fleet, forecast, PlannerSettings.DEFAULT);
    store.submittedBetween(now.minus(REMEMBERED), now, MOST_REMEMBERED).stream()
        // Those that wait for the planner are still to be submitted to it.
        .filter(task -> task.state() != TaskState.SUBMITTED)
        .forEach(task ->
            planner.remember(
                Demands.whole(task.id(), task.order(), task.plannedSeconds()),
                Seconds.of(task.submittedAt())));
    Board board = new Board(fence, store, directory, fleet, planner, forecast);
    List<Task> tasks = store.planned();
    tasks.forEach(board::take);
    // What runs on has its cores; what is first of the others keeps its place.
    tasks.stream()
        .sorted(
            Comparator.comparing((Task task) -> !runsOn(board, task, now)).thenComparing(IN_ORDER))
        .forEach(task -> restore(board, task, now));
    board.writeMoved(now);
    return board;
  }

  private static boolean runsOn(Board board, Task task, Instant now) {
    TaskSegment current = task.progress().current();
    return current != null
        && current.end().isAfter(now)
        && isThere(board, left(task.progress(), now));
  }

  private static boolean isThere(Board board, List<TaskSegment> left) {
    return left.stream().allMatch(each -> board.knowsServer(each.serverId()));
  }

  private static void restore(Board board, Task task, Instant now) {
    TaskSegment current = task.progress().current();
    List<TaskSegment> left = left(task.progress(), now);
    boolean there = isThere(board, left);
    if (current == null) {
      restoreWaiting(board, task, there, now);
    } else if (!board.knowsServer(current.serverId())) {
      serverGone(board, task, current, left, now);
    } else if (!there) {
      laterServerGone(board, task, current, left, now);
    } else if (!left.isEmpty()) {
      restoreRunning(board, task, left, now);
    }
    // One that should be over holds nothing: its end is still to come.
  }

  /**
   * If it finds no cores it runs all the same. One that should have paused, and gone on since, has
   * its rest planned anew; that it pauses, unless it has ended, is to come.
   */
  private static void restoreRunning(Board board, Task task, List<TaskSegment> left, Instant now) {
    if (isLate(left, now)) {
      var _ = board.placeRest(task, left, now);
    } else {
      var _ = board.hold(task, left, now);
    }
  }

  /** Whether what is left of a plan can't begin as planned any more. */
  public static boolean isLate(List<TaskSegment> left, Instant now) {
    return left.isEmpty() || left.getFirst().start().isBefore(now.minus(GRACE));
  }

  /** What has not run by now of the current run, and what is planned after it. */
  private static List<TaskSegment> left(Progress progress, Instant now) {
    List<TaskSegment> left = new ArrayList<>();
    TaskSegment current = progress.current();
    if (current != null && current.end().isAfter(now)) {
      Instant from = current.start().isAfter(now) ? current.start() : now;
      left.add(new TaskSegment(current.serverId(), from, current.end()));
    }
    left.addAll(progress.plan());
    return left;
  }

  private static void restoreWaiting(Board board, Task task, boolean there, Instant now) {
    List<TaskSegment> plan = task.progress().plan();
    if (isLate(plan, now) || !there || !board.hold(task, plan, now)) {
      var _ = board.placeAgain(task, plan, now);
    }
  }

  /** What runs is not disturbed: it runs on for now, which an improvement of plans may change. */
  private static void laterServerGone(
      Board board, Task task, TaskSegment current, List<TaskSegment> left, Instant now) {
    Duration rest = left.stream().map(TaskSegment::length).reduce(Duration.ZERO, Duration::plus);
    TaskSegment on = new TaskSegment(current.serverId(), now, now.plus(rest));
    boolean runs = current.end().isAfter(now) && !on.end().isAfter(task.order().deadline());
    if (!runs || !board.adopt(task, List.of(on), now)) {
      var _ = board.placeRest(task, left, now);
    }
  }

  /** Without its plan at once: what the planner finds for it is written only once all are back. */
  private static void serverGone(
      Board board, Task task, TaskSegment current, List<TaskSegment> left, Instant now) {
    if (task.order().interruptible()) {
      Instant end = current.end().isBefore(now) ? current.end() : now;
      board
          .write(task.paused(end).replanned(end, List.of()), now)
          .ifPresent(paused -> board.placeAgain(paused, left, now));
    } else {
      var _ = board.write(task.failed("Its server was retired.", now), now);
    }
  }
}
