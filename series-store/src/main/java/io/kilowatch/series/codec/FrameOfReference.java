package io.kilowatch.series.codec;

/** A block of whole numbers as their smallest and, for each, the bits by which it is larger. */
final class FrameOfReference {
  private FrameOfReference() {}

  /** Width, smallest as zigzag varint, packed differences. Overwrites the numbers. */
  static void write(long[] numbers, int from, int to, PayloadWriter writer) {
    long min = min(numbers, from, to);
    int width = BitWidths.ofRange(min, max(numbers, from, to));
    writer.writeByte(width);
    writer.writeZigzag(min);
    for (int i = from; i < to; i++) {
      numbers[i] -= min;
    }
    writer.writePacked(numbers, from, to, width);
  }

  static void read(PayloadReader reader, long[] numbers, int from, int to) {
    int width = reader.readWidth();
    long min = reader.readZigzag();
    reader.readPacked(numbers, from, to, width);
    for (int i = from; i < to; i++) {
      numbers[i] += min;
    }
  }

  /** Bytes that {@link #write} would take. */
  static int size(long[] numbers, int from, int to) {
    long min = min(numbers, from, to);
    int width = BitWidths.ofRange(min, max(numbers, from, to));
    return 1 + BitWidths.zigzagBytes(min) + BitWidths.packedBytes(to - from, width);
  }

  private static long min(long[] numbers, int from, int to) {
    long min = from < to ? numbers[from] : 0;
    for (int i = from; i < to; i++) {
      min = Math.min(min, numbers[i]);
    }
    return min;
  }

  private static long max(long[] numbers, int from, int to) {
    long max = from < to ? numbers[from] : 0;
    for (int i = from; i < to; i++) {
      max = Math.max(max, numbers[i]);
    }
    return max;
  }
}
