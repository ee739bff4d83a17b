package io.kilowatch.scheduler.plan;

/** Draws the server and the start of a block, from all starts on each server. */
final class BlockSampler implements Sampler {

  private final GumbelNoise noise;

  /** What the task adds from the first slot that it may run in until each slot begins, in grams. */
  private final double[] sums;

  // What is drawn for.
  private int opens;
  private int closes;
  private int length;
  private double temperature;

  // The least sum of grams and noise so far, and where and when that is.
  private double least;
  private int server;
  private int start;

  BlockSampler(Slots slots, GumbelNoise noise) {
    this.noise = noise;
    this.sums = new double[slots.count() + 1];
  }

  @Override
  public void begin(SlotTask task, double atTemperature) {
    opens = task.opens();
    closes = task.closes();
    length = task.length();
    temperature = atTemperature;
    least = Double.POSITIVE_INFINITY;
    server = -1;
  }

  @Override
  public void beginSite() {
    // Starts at all sites are drawn from alike.
  }

  @Override
  public void look(int candidate, int[] taken, double[] addedWatts, double[] gramsPerWatt) {
    int draw = noise.anywhere();
    // With the luckiest noise, more than this is not the least.
    double most = least - temperature * noise.lowest();
    int open = opens;
    double sum = 0;
    sums[open] = 0;
    for (int slot = opens; slot < closes; slot++) {
      double watts = addedWatts[taken[slot]];
      if (watts == AddedWatts.NO_ROOM) {
        open = slot + 1;
        sums[open] = sum;
        continue;
      }
      sum += watts * gramsPerWatt[slot];
      sums[slot + 1] = sum;
      int first = slot + 1 - length;
      if (first >= open && sum - sums[first] < most) {
        double noisy = sum - sums[first] + temperature * noise.at(draw + slot);
        if (noisy < least) {
          least = noisy;
          server = candidate;
          start = first;
          most = least - temperature * noise.lowest();
        }
      }
    }
  }

  @Override
  public void endSite() {
    // Nothing is chosen before all sites were seen.
  }

  @Override
  public void moveTo(SlotPlace place) {
    place.clear();
    if (server >= 0) {
      place.add(server, start, start + length);
    }
  }
}
