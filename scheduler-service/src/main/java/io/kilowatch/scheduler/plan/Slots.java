package io.kilowatch.scheduler.plan;

import java.util.List;

/**
 * Time in slots of five minutes, all of each in one hour, for a search that looks at every start
 * there is: so it has an end to look at.
 */
final class Slots {

  static final long SECONDS = 300;

  private final long start;
  private final int count;

  /** By zone and slot. */
  private final double[][] gramsPerWatt;

  /** Slots in which each of the tasks can run and end. */
  Slots(Fleet fleet, IntensityForecast observed, List<TaskDemand> demands) {
    long first = demands.stream().mapToLong(TaskDemand::earliestStart).min().orElse(0);
    long last =
        demands.stream()
            .mapToLong(demand -> Math.max(demand.earliestStart(), demand.deadline()))
            .max()
            .orElse(first);
    this.start = Math.floorDiv(first, SECONDS) * SECONDS;
    // The last slot of a block may end after its deadline, though the block does not.
    this.count = Math.toIntExact(Math.ceilDiv(last - start, SECONDS) + 1);
    this.gramsPerWatt = new double[fleet.zones().size()][count];
    for (int zone = 0; zone < gramsPerWatt.length; zone++) {
      for (int slot = 0; slot < count; slot++) {
        double gramsPerKwh = observed.gramsPerKwhAt(zone, time(slot));
        gramsPerWatt[zone][slot] = gramsPerKwh * SECONDS / Occupancy.WATT_SECONDS_PER_KWH;
      }
    }
  }

  int count() {
    return count;
  }

  /** When a slot begins, in seconds since the epoch. */
  long time(int slot) {
    return start + slot * SECONDS;
  }

  /** The first slot that begins at a time or after it. */
  int notBefore(long time) {
    return (int) Math.ceilDiv(time - start, SECONDS);
  }

  /** The slot that a time is in. */
  int at(long time) {
    return (int) Math.floorDiv(time - start, SECONDS);
  }

  /** What a watt emits in a slot, by slot; not to be changed. */
  double[] gramsPerWatt(int zone) {
    return gramsPerWatt[zone];
  }
}
