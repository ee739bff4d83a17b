package io.kilowatch.scheduler.plan;

import java.util.Arrays;

/**
 * Draws the slots of a task that may be paused: in each slot the server that adds least with noise,
 * and of the slots at one site those that add least.
 */
final class PieceSampler implements Sampler {

  /**
   * The temperature of single slots, as a share of that of the site: with as much noise in each of
   * its many slots as in all of a block, a task would be torn from the cheapest of them.
   */
  private static final double SLOT_SHARE = 0.5;

  private final GumbelNoise noise;

  /** By slot: the least grams with noise at the site that is looked at, and on which server. */
  private final double[] noisyGrams;

  private final int[] servers;

  /** Slots of that site. */
  private final int[] order;

  // What is drawn for.
  private int opens;
  private int closes;
  private int length;
  private double temperature;

  // The least sum so far, and where and when that is.
  private double least;
  private final SlotPlace found = new SlotPlace();

  PieceSampler(Slots slots, GumbelNoise noise) {
    this.noise = noise;
    this.noisyGrams = new double[slots.count()];
    this.servers = new int[slots.count()];
    this.order = new int[slots.count()];
  }

  @Override
  public void begin(SlotTask task, double atTemperature) {
    opens = task.opens();
    closes = task.closes();
    length = task.length();
    temperature = atTemperature;
    least = Double.POSITIVE_INFINITY;
    found.clear();
  }

  @Override
  public void beginSite() {
    Arrays.fill(noisyGrams, opens, closes, Double.POSITIVE_INFINITY);
  }

  @Override
  public void look(int candidate, int[] taken, double[] addedWatts, double[] gramsPerWatt) {
    int draw = noise.anywhere();
    double slotTemperature = temperature * SLOT_SHARE;
    double luck = -slotTemperature * noise.lowest();
    for (int slot = opens; slot < closes; slot++) {
      double watts = addedWatts[taken[slot]];
      if (watts == AddedWatts.NO_ROOM) {
        continue;
      }
      double grams = watts * gramsPerWatt[slot];
      if (grams < noisyGrams[slot] + luck) {
        double noisy = grams + slotTemperature * noise.at(draw + slot);
        if (noisy < noisyGrams[slot]) {
          noisyGrams[slot] = noisy;
          servers[slot] = candidate;
        }
      }
    }
  }

  @Override
  public void endSite() {
    int count = 0;
    for (int slot = opens; slot < closes; slot++) {
      if (noisyGrams[slot] < Double.POSITIVE_INFINITY) {
        order[count++] = slot;
      }
    }
    if (count < length) {
      return;
    }
    LeastFirst.arrange(order, count, length, noisyGrams);
    double sum = temperature * noise.at(noise.anywhere());
    for (int i = 0; i < length; i++) {
      sum += noisyGrams[order[i]];
    }
    if (sum < least) {
      least = sum;
      found.clear();
      for (int i = 0; i < length; i++) {
        found.add(servers[order[i]], order[i], order[i] + 1);
      }
    }
  }

  @Override
  public void moveTo(SlotPlace place) {
    place.copy(found);
  }
}
