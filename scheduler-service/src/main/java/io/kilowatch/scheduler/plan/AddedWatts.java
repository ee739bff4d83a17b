package io.kilowatch.scheduler.plan;

import java.util.Arrays;

/** The watts that a task adds to a server, in tables for the cores that are taken already. */
final class AddedWatts {

  /** Of a server without that many cores free. */
  static final double NO_ROOM = Double.POSITIVE_INFINITY;

  private final Fleet fleet;
  private final Pricing pricing;

  /** By model, cores of the task and cores taken. */
  private final double[][][] tables;

  /**
   * Tables for all of a fleet.
   *
   * @param sharedIdle see {@link Pricing}
   * @param mostCores that a task has
   */
  AddedWatts(Fleet fleet, double sharedIdle, int mostCores) {
    this.fleet = fleet;
    this.pricing = new Pricing(fleet, sharedIdle);
    this.tables = new double[fleet.modelCount()][mostCores + 1][];
    for (int model = 0; model < tables.length; model++) {
      for (int cores = 1; cores <= mostCores; cores++) {
        tables[model][cores] = table(pricing.watts(model), cores);
      }
    }
  }

  /** By cores taken; not to be changed. */
  double[] of(int server, int cores) {
    return tables[fleet.modelOf(server)][cores];
  }

  /** Of a server with so many cores taken. */
  double aboveStandby(int server, int taken) {
    double[] watts = pricing.watts(fleet.modelOf(server));
    return watts[taken] - watts[0];
  }

  private static double[] table(double[] watts, int cores) {
    double[] added = new double[watts.length];
    Arrays.fill(added, NO_ROOM);
    for (int taken = 0; taken + cores < watts.length; taken++) {
      added[taken] = watts[taken + cores] - watts[taken];
    }
    return added;
  }
}
