package io.kilowatch.series.codec;

import io.kilowatch.series.Readings;

/** The values of all readings, block by block. */
final class ValueColumn {
  private ValueColumn() {}

  static void write(Readings readings, PayloadWriter writer) {
    int size = readings.size();
    double[] values = new double[Math.min(size, SegmentCodec.BLOCK)];
    for (int start = 0; start < size; start += SegmentCodec.BLOCK) {
      int length = Math.min(SegmentCodec.BLOCK, size - start);
      for (int i = 0; i < length; i++) {
        values[i] = readings.value(start + i);
      }
      ValueBlock.write(values, length, writer);
    }
  }

  static double[] read(PayloadReader reader, int count) {
    double[] values = new double[count];
    long[] numbers = new long[Math.min(count, SegmentCodec.BLOCK)];
    for (int start = 0; start < count; start += SegmentCodec.BLOCK) {
      int length = Math.min(SegmentCodec.BLOCK, count - start);
      ValueBlock.read(reader, values, start, length, numbers);
    }
    return values;
  }
}
