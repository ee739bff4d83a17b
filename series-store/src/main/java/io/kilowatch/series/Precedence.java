package io.kilowatch.series;

/**
 * Which of two readings with one timestamp wins: the one received later, to the second; among those
 * of one second the one whose value has the larger bits, compared unsigned.
 *
 * <p>The bits are compared unsigned because Cassandra compares cells of one write time byte by
 * byte, unsigned, and {@code latest} must come to the same verdict.
 */
final class Precedence {
  private Precedence() {}

  static boolean wins(Readings columns, int i, int j) {
    int byRank = Long.compare(columns.rankSeconds(i), columns.rankSeconds(j));
    return byRank != 0 ? byRank > 0 : compareBits(columns, i, j) >= 0;
  }

  private static int compareBits(Readings columns, int i, int j) {
    int byValue =
        Long.compareUnsigned(
            Double.doubleToLongBits(columns.value(i)), Double.doubleToLongBits(columns.value(j)));
    // Equal values of unequal origin: any fixed order will do, so long as every reader has the
    // same.
    return byValue != 0 ? byValue : columns.origin(i).compareTo(columns.origin(j));
  }
}
