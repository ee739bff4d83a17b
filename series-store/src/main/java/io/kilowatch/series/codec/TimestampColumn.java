package io.kilowatch.series.codec;

import io.kilowatch.series.Readings;

/**
 * The first timestamp, then blocks of the steps from one to the next, each step as its difference
 * from the smallest of its block: a steady interval takes no bits at all, and jitter is not doubled
 * as it would be by the difference of neighbouring steps.
 */
final class TimestampColumn {
  private TimestampColumn() {}

  static void write(Readings readings, PayloadWriter writer) {
    int steps = readings.size() - 1;
    writer.writeZigzag(readings.firstMillis());
    long[] block = new long[Math.min(steps, SegmentCodec.BLOCK)];
    for (int start = 0; start < steps; start += SegmentCodec.BLOCK) {
      int length = Math.min(SegmentCodec.BLOCK, steps - start);
      for (int i = 0; i < length; i++) {
        block[i] = readings.timestampMillis(start + i + 1) - readings.timestampMillis(start + i);
      }
      FrameOfReference.write(block, 0, length, writer);
    }
  }

  static long[] read(PayloadReader reader, int count) {
    long[] timestamps = new long[count];
    timestamps[0] = reader.readZigzag();
    for (int start = 1; start < count; start += SegmentCodec.BLOCK) {
      int end = Math.min(start + SegmentCodec.BLOCK, count);
      FrameOfReference.read(reader, timestamps, start, end);
      for (int i = start; i < end; i++) {
        timestamps[i] += timestamps[i - 1];
      }
    }
    return timestamps;
  }
}
