package io.kilowatch.scheduler.task;

import io.kilowatch.base.security.CurrentUser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A task as people get it.
 *
 * @param version goes up with each change
 * @param state what has become of it, in the words of {@link TaskState#wireName}
 * @param reason why it failed, was missed or refused; null otherwise
 * @param plannedDuration what the planner goes by: what was expected, or what the last ones of its
 *     owner and name took, in proportion
 * @param serverId where it runs, or begins next; where it ran, when it has ended; null before it is
 *     planned
 * @param segments all that has run and will, in order of time
 * @param plannedEmissionsGrams what it adds by the forecast; null before it is planned
 * @param baselineEmissionsGrams what it would have added, by the forecast when it was planned, had
 *     it begun as soon as there was room, on the server that adds least; null if that would have
 *     missed the deadline
 * @param explanation null before it is planned
 * @param container of others' tasks without the values of its variables
 */
record TaskAnswer(
    String id,
    long version,
    String clientId,
    String name,
    Owner owner,
    String state,
    @Nullable String reason,
    int cores,
    String expectedDuration,
    String plannedDuration,
    Instant earliestStart,
    Instant deadline,
    boolean interruptible,
    Set<String> allowedZones,
    Set<String> allowedSites,
    @Nullable Container container,
    Instant submittedAt,
    @Nullable Instant endedAt,
    @Nullable String serverId,
    List<TaskSegment> segments,
    @Nullable Double plannedEmissionsGrams,
    @Nullable Double baselineEmissionsGrams,
    @Nullable Explanation explanation) {

  private static final String HIDDEN = "***";

  record Owner(String id, String name) {}

  /**
   * Why it runs where and when it does.
   *
   * @param runNow what would have been done at once; null if that would have missed the deadline
   * @param alternatives the best of each site, in one piece, the least grams first
   */
  record Explanation(Instant plannedAt, @Nullable Choice runNow, List<Choice> alternatives) {

    static @Nullable Explanation of(@Nullable Estimate estimate) {
      return estimate == null
          ? null
          : new Explanation(estimate.plannedAt(), estimate.runNow(), estimate.alternatives());
    }
  }

  static TaskAnswer of(Task task, CurrentUser user) {
    TaskOrder order = task.order();
    Estimate estimate = task.estimate();
    Choice runNow = estimate == null ? null : estimate.runNow();
    return new TaskAnswer(
        task.id(),
        task.version(),
        task.clientId(),
        order.name(),
        new Owner(task.ownerId(), task.ownerName()),
        task.state().wireName(),
        task.reason(),
        order.cores(),
        Duration.ofSeconds(order.expectedSeconds()).toString(),
        Duration.ofSeconds(task.plannedSeconds()).toString(),
        order.earliestStart(),
        order.deadline(),
        order.interruptible(),
        new TreeSet<>(order.allowedZones()),
        new TreeSet<>(order.allowedSites()),
        visible(order.container(), Submissions.mayChange(user, task)),
        task.submittedAt(),
        task.endedAt(),
        serverOf(task.progress()),
        task.progress().segments(),
        estimate == null ? null : estimate.grams(),
        runNow == null ? null : runNow.grams(),
        Explanation.of(estimate));
  }

  private static @Nullable String serverOf(Progress progress) {
    TaskSegment current = progress.current();
    if (current != null) {
      return current.serverId();
    }
    List<TaskSegment> rest = progress.plan().isEmpty() ? progress.runs() : progress.plan();
    return rest.isEmpty() ? null : rest.getFirst().serverId();
  }

  /** Variables often hold what is nobody else's business. */
  private static @Nullable Container visible(@Nullable Container container, boolean whole) {
    if (container == null || whole) {
      return container;
    }
    Map<String, String> hidden =
        container.env().keySet().stream().collect(Collectors.toMap(name -> name, _ -> HIDDEN));
    return new Container(container.image(), container.command(), hidden);
  }
}
