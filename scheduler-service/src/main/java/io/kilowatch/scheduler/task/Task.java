package io.kilowatch.scheduler.task;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A task as it is kept. It changes by the methods named after what happens to it, each of which
 * refuses what can't happen to a task in its state.
 *
 * @param version goes up with each write, by which two writers notice each other
 * @param fence of the planner that wrote it last; see {@link io.kilowatch.scheduler.lease.Lease}
 * @param awaitsPlanner whether the planner is to look at it: it is new, or was cancelled
 * @param clientId what its sender calls it, so that one that is sent again is the same
 * @param plannedSeconds how long the planner has it run: as long as it is expected to, or as those
 *     like it took
 * @param estimate null until it is planned
 * @param endedAt null while it is active
 * @param reason why it failed, was missed or refused; null otherwise
 * @param refusedField the field of the order that it was refused for; null if it was not
 * @param receiptDueAt when its receipt can be made; null if it has not run, or has not ended, or
 *     has its receipt
 */
@Document("tasks")
@CompoundIndex(name = "sender", def = "{'ownerId': 1, 'clientId': 1}", unique = true)
@CompoundIndex(name = "active", def = "{'ownerId': 1, 'state': 1}")
@CompoundIndex(name = "lessons", def = "{'ownerId': 1, 'order.name': 1, 'state': 1, 'endedAt': -1}")
public record Task(
    @Id String id,
    long version,
    long fence,
    @Indexed boolean awaitsPlanner,
    String ownerId,
    String ownerName,
    String clientId,
    TaskOrder order,
    long plannedSeconds,
    @Indexed Instant submittedAt,
    @Indexed TaskState state,
    Progress progress,
    @Nullable Estimate estimate,
    @Indexed @Nullable Instant endedAt,
    @Nullable String reason,
    @Nullable String refusedField,
    @Indexed @Nullable Instant receiptDueAt) {

  /** Until the last readings of a stretch of time are stored. */
  static final Duration SETTLED = Duration.ofMinutes(1);

  private static final Set<TaskState> WAITING = EnumSet.of(TaskState.PLANNED, TaskState.PAUSED);

  public static Task submitted(
      String id, String ownerId, String ownerName, String clientId, TaskOrder order, Instant at) {
    return new Task(
        id,
        1,
        0,
        true,
        ownerId,
        ownerName,
        clientId,
        order,
        order.expectedSeconds(),
        at,
        TaskState.SUBMITTED,
        Progress.NONE,
        null,
        null,
        null,
        null,
        null);
  }

  /** The same, to be planned for so long; it must not have been planned. */
  public Task lasting(long seconds) {
    require(EnumSet.of(TaskState.SUBMITTED));
    return new Task(
        id,
        version,
        fence,
        awaitsPlanner,
        ownerId,
        ownerName,
        clientId,
        order,
        seconds,
        submittedAt,
        state,
        progress,
        estimate,
        endedAt,
        reason,
        refusedField,
        receiptDueAt);
  }

  /** The planner has placed it. */
  public Task planned(List<TaskSegment> segments, Estimate expected) {
    require(EnumSet.of(TaskState.SUBMITTED));
    return with(TaskState.PLANNED, progress.planned(segments), expected, null, null);
  }

  /** The planner can't place it, because of a field of its order. */
  public Task refused(String field, String why, Instant at) {
    require(EnumSet.of(TaskState.SUBMITTED));
    return with(TaskState.REFUSED, progress, null, at, why, field);
  }

  /**
   * What has not run of it is to run elsewhere or at other times.
   *
   * @param currentEnd when the run that it is in ends; of no meaning while it does not run
   */
  public Task replanned(Instant currentEnd, List<TaskSegment> segments) {
    require(EnumSet.of(TaskState.PLANNED, TaskState.PAUSED, TaskState.RUNNING));
    Progress newer = progress.currentUntil(currentEnd).planned(segments);
    return with(state, newer, estimate, null, null);
  }

  /** The whole of it is planned elsewhere, where it is expected to add and to have so much. */
  public Task expecting(double grams, double shareKilowattHours) {
    Estimate newer = estimate == null ? null : estimate.of(grams, shareKilowattHours);
    return with(state, progress, newer, null, null);
  }

  /** The first stretch of its plan begins. */
  public Task begun(Instant at) {
    require(WAITING);
    return with(TaskState.RUNNING, progress.begun(at), estimate, null, null);
  }

  /** It stops and goes on with the next stretch of its plan. */
  public Task paused(Instant at) {
    require(EnumSet.of(TaskState.RUNNING));
    return with(TaskState.PAUSED, progress.stopped(at), estimate, null, null);
  }

  public Task done(Instant at) {
    require(EnumSet.of(TaskState.RUNNING));
    return ended(TaskState.DONE, at, null);
  }

  public Task failed(String why, Instant at) {
    require(EnumSet.of(TaskState.RUNNING, TaskState.PAUSED));
    return ended(TaskState.FAILED, at, why);
  }

  /** Its deadline can't be kept any more. */
  public Task missed(String why, Instant at) {
    require(EnumSet.of(TaskState.PLANNED, TaskState.RUNNING, TaskState.PAUSED));
    return ended(TaskState.MISSED, at, why);
  }

  /**
   * Somebody does not want it any more; the planner is to give back what it holds. A run whose
   * planned end has passed, with nobody there to write that it was over, is over since then.
   */
  public Task cancelled(Instant at) {
    require(EnumSet.allOf(TaskState.class));
    Progress over = progress.stoppedBy(at).planned(List.of());
    return with(TaskState.CANCELLED, over, estimate, at, null).awaiting(true);
  }

  /** The planner has given back what it held. */
  public Task settled() {
    return awaiting(false);
  }

  private Task ended(TaskState end, Instant at, @Nullable String why) {
    Progress over = progress.stopped(at).planned(List.of());
    return with(end, over, estimate, at, why);
  }

  private void require(Set<TaskState> from) {
    if (!state.isActive() || !from.contains(state)) {
      throw new IllegalStateException("task " + id + " is " + state.wireName());
    }
  }

  private Task with(
      TaskState newState,
      Progress newProgress,
      @Nullable Estimate newEstimate,
      @Nullable Instant end,
      @Nullable String why) {
    return with(newState, newProgress, newEstimate, end, why, null);
  }

  private Task with(
      TaskState newState,
      Progress newProgress,
      @Nullable Estimate newEstimate,
      @Nullable Instant end,
      @Nullable String why,
      @Nullable String field) {
    return new Task(
        id,
        version,
        fence,
        false,
        ownerId,
        ownerName,
        clientId,
        order,
        plannedSeconds,
        submittedAt,
        newState,
        newProgress,
        newEstimate,
        end,
        why,
        field,
        end == null || newProgress.runs().isEmpty()
            ? null
            : receiptDue(newState, newEstimate, end));
  }

  /** Once the readings are stored, also of the time of what it is compared with. */
  private static Instant receiptDue(TaskState state, @Nullable Estimate estimate, Instant end) {
    Choice runNow = estimate == null ? null : estimate.runNow();
    return runNow != null && state == TaskState.DONE && runNow.end().isAfter(end)
        ? runNow.end().plus(SETTLED)
        : end.plus(SETTLED);
  }

  private Task awaiting(boolean awaits) {
    return written(version, fence, awaits);
  }

  /** The same after a write. */
  Task written(long newVersion, long newFence) {
    return written(newVersion, newFence, awaitsPlanner);
  }

  private Task written(long newVersion, long newFence, boolean awaits) {
    return new Task(
        id,
        newVersion,
        newFence,
        awaits,
        ownerId,
        ownerName,
        clientId,
        order,
        plannedSeconds,
        submittedAt,
        state,
        progress,
        estimate,
        endedAt,
        reason,
        refusedField,
        receiptDueAt);
  }
}
