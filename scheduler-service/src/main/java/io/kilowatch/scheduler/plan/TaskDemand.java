package io.kilowatch.scheduler.plan;

import java.util.Set;

/**
 * What a task asks of the fleet.
 *
 * @param cores on one server, all the while it runs
 * @param durationSeconds how long it runs, pauses not counted
 * @param earliestStart in seconds since the epoch, as is the deadline
 * @param deadline by which it has ended
 * @param interruptible whether it may be paused and go on later on a server of the same site
 * @param allowedZones grid zones it is confined to; empty for any
 * @param allowedSites sites it is confined to; empty for any
 */
public record TaskDemand(
    String id,
    int cores,
    long durationSeconds,
    long earliestStart,
    long deadline,
    boolean interruptible,
    Set<String> allowedZones,
    Set<String> allowedSites) {

  public TaskDemand {
    if (cores < 1) {
      throw new IllegalArgumentException(id + " asks for " + cores + " cores");
    }
    if (durationSeconds < 1) {
      throw new IllegalArgumentException(id + " lasts " + durationSeconds + " seconds");
    }
    allowedZones = Set.copyOf(allowedZones);
    allowedSites = Set.copyOf(allowedSites);
  }

  /** The same at another time. */
  TaskDemand delayed(long seconds) {
    return within(earliestStart + seconds, deadline + seconds);
  }

  /** The same, to start at a time at the earliest. */
  public TaskDemand notBefore(long time) {
    return time <= earliestStart ? this : within(time, deadline);
  }

  /** The same, to have ended by another time. */
  public TaskDemand endingBy(long time) {
    return within(earliestStart, time);
  }

  /** The same, to run for another time. */
  public TaskDemand lasting(long seconds) {
    return new TaskDemand(
        id, cores, seconds, earliestStart, deadline, interruptible, allowedZones, allowedSites);
  }

  private TaskDemand within(long start, long end) {
    return new TaskDemand(
        id, cores, durationSeconds, start, end, interruptible, allowedZones, allowedSites);
  }

  /** Whether it may run there. */
  public boolean allows(Site site) {
    return (allowedZones.isEmpty() || allowedZones.contains(site.zone()))
        && (allowedSites.isEmpty() || allowedSites.contains(site.id()));
  }
}
