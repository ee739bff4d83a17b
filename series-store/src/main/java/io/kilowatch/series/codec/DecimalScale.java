package io.kilowatch.series.codec;

/** Doubles that somebody wrote as decimals, as the whole numbers they are at some power of ten. */
final class DecimalScale {
  static final int NONE = -1;
  static final int MAX = 15;

  /** Powers of ten up to 22 are exact doubles, so that one correctly rounded division restores. */
  private static final double[] POWERS = new double[MAX + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i <= MAX; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private static final long MAX_SCALED = 1L << 53;

  private DecimalScale() {}

  /** Smallest scale at which every value comes back bit for bit, or {@link #NONE}. */
  static int of(double[] values, int count, long[] scaled) {
    for (int scale = 0; scale <= MAX; scale++) {
      if (fits(values, count, POWERS[scale], scaled)) {
        return scale;
      }
    }
    return NONE;
  }

  static double power(int scale) {
    return POWERS[scale];
  }

  private static boolean fits(double[] values, int count, double power, long[] scaled) {
    for (int i = 0; i < count; i++) {
      long number = Math.round(values[i] * power);
      // By bits, so that a negative zero, which no whole number stands for, is not taken for zero.
      boolean same =
          Double.doubleToRawLongBits(number / power) == Double.doubleToRawLongBits(values[i]);
      if (!same || number > MAX_SCALED || number < -MAX_SCALED) {
        return false;
      }
      scaled[i] = number;
    }
    return true;
  }
}
