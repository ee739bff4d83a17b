package io.kilowatch.scheduler.task;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for, checked.
 *
 * @param expectedSeconds how long it will run, pauses not counted
 * @param interruptible whether it may be paused and go on later at the same site
 * @param allowedZones grid zones it is confined to; empty for any
 * @param allowedSites sites it is confined to; empty for any
 * @param container null for a task that is only emulated
 */
public record TaskOrder(
    String name,
    int cores,
    long expectedSeconds,
    Instant earliestStart,
    Instant deadline,
    boolean interruptible,
    Set<String> allowedZones,
    Set<String> allowedSites,
    @Nullable Container container) {

  public TaskOrder {
    allowedZones = Set.copyOf(allowedZones);
    allowedSites = Set.copyOf(allowedSites);
  }

  /** The same with another's start: one that is to start at once has a new one each time. */
  TaskOrder withStartOf(TaskOrder other) {
    return new TaskOrder(
        name,
        cores,
        expectedSeconds,
        other.earliestStart(),
        deadline,
        interruptible,
        allowedZones,
        allowedSites,
        container);
  }
}
