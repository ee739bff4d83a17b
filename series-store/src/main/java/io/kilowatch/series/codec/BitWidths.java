package io.kilowatch.series.codec;

/** How much room numbers take when each gets as many bits as the largest needs. */
final class BitWidths {
  private BitWidths() {}

  /** Bits that hold every number of a range, counted from its smallest. */
  static int ofRange(long min, long max) {
    // Unsigned: the range of two longs may exceed the largest long, but not 64 bits.
    return Long.SIZE - Long.numberOfLeadingZeros(max - min);
  }

  static int packedBytes(int count, int width) {
    return (count * width + 7) >>> 3;
  }

  static int varintBytes(long value) {
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
  }

  static int zigzagBytes(long value) {
    return varintBytes((value << 1) ^ (value >> 63));
  }
}
