package io.kilowatch.scheduler.planning;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.scheduler.fleet.PlanZone;
import io.kilowatch.scheduler.plan.TaskDemand;
import io.kilowatch.scheduler.task.Progress;
import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskOrder;
import io.kilowatch.scheduler.task.TaskSegment;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Says in the planner's words what tasks ask for. */
public final class Demands {

  private static final long SHORTEST_SECONDS = 60;

  private Demands() {}

  /** Of a task that has not begun. */
  public static TaskDemand whole(Task task) {
    return whole(task.id(), task.order(), task.plannedSeconds());
  }

  /** Of one that is to run for so long. */
  public static TaskDemand whole(String id, TaskOrder order, long seconds) {
    return new TaskDemand(
        id,
        order.cores(),
        seconds,
        Seconds.notBefore(order.earliestStart()),
        Seconds.of(order.deadline()),
        order.interruptible(),
        PlanZone.within(order.allowedZones()),
        order.allowedSites());
  }

  /**
   * Of what is left of one, which stays at its site once it has begun.
   *
   * @param left what was planned of it; if that is not known, it is what it has not worked
   * @param directory knows the site of a server that has been retired since, too
   */
  static TaskDemand rest(Task task, List<TaskSegment> left, Directory directory) {
    if (!task.progress().hasBegun()) {
      return whole(task);
    }
    TaskOrder order = task.order();
    return new TaskDemand(
        task.id(),
        order.cores(),
        secondsLeft(task, left),
        Seconds.notBefore(order.earliestStart()),
        Seconds.of(order.deadline()),
        order.interruptible(),
        PlanZone.within(order.allowedZones()),
        directory
            .server(begunOn(task.progress()))
            .map(server -> Set.of(server.siteId()))
            .orElse(order.allowedSites()));
  }

  private static long secondsLeft(Task task, List<TaskSegment> left) {
    if (left.isEmpty()) {
      Duration worked = task.progress().workedInRuns();
      return Math.max(SHORTEST_SECONDS, task.plannedSeconds() - worked.toSeconds());
    }
    return Math.max(1, left.stream().mapToLong(each -> each.length().toSeconds()).sum());
  }

  private static String begunOn(Progress progress) {
    return progress.segments().getFirst().serverId();
  }
}
