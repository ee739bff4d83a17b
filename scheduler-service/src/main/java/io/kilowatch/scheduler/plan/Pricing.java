package io.kilowatch.scheduler.plan;

/**
 * The watts by which choices are compared.
 *
 * <p>By its own curve the task that wakes a server pays for all of its idle power and those that
 * join it hardly any, so that none would wake one in a clean hour. The largest convex curve below
 * it, from standby on, spreads that power over the cores up to where the server is most efficient,
 * and beyond them rises as the server's does. What is compared is a mixture: enough of the one to
 * wake a server that others will fill, enough of the other to join one that is awake.
 */
final class Pricing {

  /** By model and cores in use. */
  private final double[][] watts;

  /** By model and cores of a task: the least that they add to whatever is taken. */
  private final double[][] leastAdded;

  /**
   * Prices for all of a fleet.
   *
   * @param sharedIdle from 0, each server's own curve, to 1, the convex one
   */
  Pricing(Fleet fleet, double sharedIdle) {
    this.watts = new double[fleet.modelCount()][];
    this.leastAdded = new double[fleet.modelCount()][];
    for (int model = 0; model < watts.length; model++) {
      watts[model] = mixed(fleet.facilityWatts(model), sharedIdle);
      leastAdded[model] = leastAdded(watts[model]);
    }
  }

  double[] watts(int model) {
    return watts[model];
  }

  double leastAdded(int model, int cores) {
    return leastAdded[model][cores];
  }

  private static double[] mixed(double[] own, double sharedIdle) {
    double[] convex = convexBelow(own);
    double[] mixed = new double[own.length];
    for (int cores = 0; cores < own.length; cores++) {
      mixed[cores] = own[cores] * (1 - sharedIdle) + convex[cores] * sharedIdle;
    }
    return mixed;
  }

  /** The largest convex curve that is nowhere above another. */
  static double[] convexBelow(double[] curve) {
    double[] convex = curve.clone();
    int to;
    for (int from = 0; from < curve.length - 1; from = to) {
      to = flattestFrom(curve, from);
      for (int at = from + 1; at < to; at++) {
        double share = (double) (at - from) / (to - from);
        convex[at] = curve[from] * (1 - share) + curve[to] * share;
      }
    }
    return convex;
  }

  /** The farthest point of those to which the curve rises least for each step. */
  private static int flattestFrom(double[] curve, int from) {
    int flattest = from + 1;
    double least = Double.POSITIVE_INFINITY;
    for (int to = from + 1; to < curve.length; to++) {
      double slope = (curve[to] - curve[from]) / (to - from);
      if (slope <= least) {
        least = slope;
        flattest = to;
      }
    }
    return flattest;
  }

  private static double[] leastAdded(double[] watts) {
    double[] least = new double[watts.length];
    for (int cores = 1; cores < watts.length; cores++) {
      least[cores] = Double.POSITIVE_INFINITY;
      for (int taken = 0; taken + cores < watts.length; taken++) {
        least[cores] = Math.min(least[cores], watts[taken + cores] - watts[taken]);
      }
    }
    return least;
  }
}
