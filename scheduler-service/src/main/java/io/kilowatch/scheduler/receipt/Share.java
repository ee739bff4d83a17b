package io.kilowatch.scheduler.receipt;

import io.kilowatch.contracts.registry.EnergySpecification;

/** A task's share of what its server drew. */
final class Share {

  private static final double WATTS_PER_KILOWATT = 1000;

  /** Halvings of the load until it is known to a millionth. */
  private static final int STEPS = 20;

  private Share() {}

  /**
   * The share of its cores among those that were busy: those that the power stands for, and no
   * fewer than tasks had.
   *
   * @param taskLoad the task's cores as a share of the server's
   * @param loadOfTasks the same of all tasks that were there, its own included
   * @param energyKwh that the server drew
   * @param hours in which it drew that
   */
  static double of(
      EnergySpecification server,
      double taskLoad,
      double loadOfTasks,
      double energyKwh,
      double hours) {
    if (hours <= 0) {
      return 0;
    }
    double load = loadAt(server, energyKwh * WATTS_PER_KILOWATT / hours);
    return taskLoad / Math.max(load, loadOfTasks);
  }

  /** The load at which it draws so much: power curves rise. */
  private static double loadAt(EnergySpecification server, double watts) {
    double low = 0;
    double high = 1;
    for (int step = 0; step < STEPS; step++) {
      double middle = (low + high) / 2;
      if (server.wattsAt(middle) < watts) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
