package io.kilowatch.benchmarks.load;

import java.util.Random;

/**
 * Values as a power meter reads them out: hundredths of a watt, each a few tenths from the one
 * before. Every value follows from its series and its number, so that what comes back can be
 * checked without keeping what was sent.
 */
public final class Walk {

  private static final int LENGTH = 1 << 16;
  private static final int APART = 977;
  private static final int[] HUNDREDTHS = table();

  private Walk() {}

  public static int hundredths(int series, long number) {
    return HUNDREDTHS[(int) ((number + (long) series * APART) & (LENGTH - 1))];
  }

  /** There and back again, so that the end joins the beginning. */
  private static int[] table() {
    Random random = new Random(1);
    int[] table = new int[LENGTH];
    int value = 20_000;
    for (int i = 0; i < LENGTH / 2; i++) {
      value = Math.clamp(value + Math.round(random.nextGaussian() * 50), 1_000, 90_000);
      table[i] = value;
      table[LENGTH - 1 - i] = value;
    }
    return table;
  }
}
