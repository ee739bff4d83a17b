package io.kilowatch.scheduler.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the cores of a site draw in addition when more of a server's are in use than where it is
 * most efficient: a bound that counts each core as there can't be reached where cores are short.
 *
 * <p>A task may already count with more watts than that, because it takes so many cores itself; so
 * much is left out here, whichever of the tasks are together on a server.
 */
final class SteepCores {

  /** So many core seconds of an hour, each of which adds so much. */
  private record Tier(double extraWatts, double coreSeconds) {}

  /** By site. */
  private final List<List<Tier>> tiers;

  /**
   * The cores of a fleet.
   *
   * @param wattsPerCore that tasks count with, by site and cores of a task
   * @param sizes the cores of the tasks
   */
  SteepCores(Fleet fleet, double[][] wattsPerCore, Set<Integer> sizes) {
    this.tiers =
        IntStream.range(0, fleet.sites().size())
            .mapToObj(site -> tiersOf(fleet, site, wattsPerCore[site], sizes))
            .toList();
  }

  private static List<Tier> tiersOf(
      Fleet fleet, int site, double[] wattsPerCore, Set<Integer> sizes) {
    int[] serversOfModel = new int[fleet.modelCount()];
    for (int server : fleet.serversOf(site)) {
      serversOfModel[fleet.modelOf(server)]++;
    }
    List<Tier> tiers = new ArrayList<>();
    for (int model = 0; model < serversOfModel.length; model++) {
      if (serversOfModel[model] > 0) {
        double[] convex =
            Pricing.convexBelow(rest(fleet.facilityWatts(model), wattsPerCore, sizes));
        double seconds = serversOfModel[model] * (double) HourlyRates.HOUR_SECONDS;
        for (int cores = 1; cores < convex.length; cores++) {
          double slope = convex[cores] - convex[cores - 1];
          tiers.add(new Tier(Math.max(0, slope - wattsPerCore[1]), seconds));
        }
      }
    }
    return List.copyOf(tiers);
  }

  /** A server's curve less the most that tasks together on it count with in addition. */
  private static double[] rest(double[] watts, double[] wattsPerCore, Set<Integer> sizes) {
    double[] counted = new double[watts.length];
    double[] rest = watts.clone();
    for (int cores = 1; cores < watts.length; cores++) {
      counted[cores] = counted[cores - 1];
      for (int size : sizes) {
        if (size <= cores) {
          double extra = size * (wattsPerCore[size] - wattsPerCore[1]);
          counted[cores] = Math.max(counted[cores], counted[cores - size] + extra);
        }
      }
      rest[cores] -= counted[cores];
    }
    return rest;
  }

  /** What cores earn at a rent in an hour, those that add more than it left out. */
  double earned(int site, double rent, double intensity) {
    double sum = 0;
    for (Tier tier : tiers.get(site)) {
      sum += Math.max(0, rent - tier.extraWatts() * intensity) * tier.coreSeconds();
    }
    return sum;
  }

  /** How many core seconds are offered at a rent in an hour. */
  double offered(int site, double rent, double intensity) {
    double sum = 0;
    for (Tier tier : tiers.get(site)) {
      sum += rent >= tier.extraWatts() * intensity ? tier.coreSeconds() : 0;
    }
    return sum;
  }
}
