package io.kilowatch.scheduler.plan;

import java.util.SplittableRandom;

/**
 * Noise by which the least of many costs is chosen as heat would choose it: of costs to each of
 * which the temperature times such noise is added, one is the least with a probability in
 * proportion to exp(-cost / temperature) (Gumbel, Statistical Theory of Extreme Values and Some
 * Practical Applications, 1954). A table is drawn once and read from a random place on.
 */
final class GumbelNoise {

  /** A power of two, many times the starts that a task has on one server. */
  private static final int LENGTH = 1 << 16;

  private static final int MASK = LENGTH - 1;

  private final SplittableRandom random;
  private final double[] table = new double[LENGTH];
  private final double lowest;

  GumbelNoise(SplittableRandom random) {
    this.random = random;
    double least = 0;
    for (int i = 0; i < LENGTH; i++) {
      table[i] = Math.log(-Math.log(random.nextDouble(Double.MIN_NORMAL, 1)));
      least = Math.min(least, table[i]);
    }
    this.lowest = least;
  }

  /** No value is less. */
  double lowest() {
    return lowest;
  }

  /** From where to read on. */
  int anywhere() {
    return random.nextInt(LENGTH);
  }

  double at(int place) {
    return table[place & MASK];
  }
}
