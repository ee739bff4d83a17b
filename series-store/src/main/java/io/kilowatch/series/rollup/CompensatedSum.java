package io.kilowatch.series.rollup;

/**
 * A sum that keeps what each addition rounds away (Neumaier 1974).
 *
 * <p>So a sum of decimals is, nearly always, the double nearest to the decimal sum, which the codec
 * then stores in two or three bytes instead of eight.
 */
final class CompensatedSum {
  private double sum;
  private double lost;

  void add(double value) {
    double next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
    sum = next;
  }

  double value() {
    // Where the sum overflowed, what was lost is not a number.
    return Double.isFinite(lost) ? sum + lost : sum;
  }
}
