package io.kilowatch.ingestion.reading;

/** Reads numbers out of a character buffer without making an object. */
final class Decimals {

  /** Stands for text that is no whole number which fits. */
  static final long NOT_A_LONG = Long.MIN_VALUE;

  private static final int MOST_LONG_DIGITS = 18;
  private static final int MOST_EXACT_DIGITS = 15;

  /** The powers of ten that a double holds exactly, as far as the fast path needs them. */
  private static final double[] EXACT_POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private Decimals() {}

  /** A whole number of up to 18 digits, or {@link #NOT_A_LONG}. */
  static long parseLong(char[] text, int start, int length) {
    boolean negative = length > 0 && text[start] == '-';
    int from = negative ? start + 1 : start;
    int end = start + length;
    if (from == end || end - from > MOST_LONG_DIGITS) {
      return NOT_A_LONG;
    }
    long number = 0;
    for (int i = from; i < end; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return NOT_A_LONG;
      }
      number = number * 10 + digit;
    }
    return negative ? -number : number;
  }

  /**
   * A decimal of up to 15 significant digits without an exponent, correctly rounded; NaN for
   * anything else, which then takes the parser's slower way.
   *
   * <p>Both the digits as a whole number and the power of ten are exact, so their quotient is
   * rounded once (W. D. Clinger, "How to Read Floating Point Numbers Accurately", 1990).
   */
  static double parseShortDecimal(char[] text, int start, int length) {
    boolean negative = length > 0 && text[start] == '-';
    int from = negative ? start + 1 : start;
    int end = start + length;
    // One more character than digits, for the point.
    if (from == end || end - from > MOST_EXACT_DIGITS + 1) {
      return Double.NaN;
    }
    long digits = 0;
    int count = 0;
    int decimals = -1;
    for (int i = from; i < end; i++) {
      int digit = text[i] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
        count++;
        decimals += decimals >= 0 ? 1 : 0;
      } else if (text[i] == '.' && decimals < 0) {
        decimals = 0;
      } else {
        return Double.NaN;
      }
    }
    if (count == 0 || count > MOST_EXACT_DIGITS) {
      return Double.NaN;
    }
    double magnitude =
        decimals <= 0 ? (double) digits : (double) digits / EXACT_POWERS_OF_TEN[decimals];
    return negative ? -magnitude : magnitude;
  }
}
