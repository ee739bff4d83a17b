package io.kilowatch.series.codec;

import io.kilowatch.series.Readings;
import java.util.Arrays;

/** Runs of readings of one origin: length and code in one varint. */
final class OriginColumn {
  private static final int CODE_BITS = 2;

  private OriginColumn() {}

  static void write(Readings readings, PayloadWriter writer) {
    int start = 0;
    for (int i = 1; i <= readings.size(); i++) {
      if (i == readings.size() || readings.origin(i) != readings.origin(start)) {
        writer.writeVarint((long) (i - start) << CODE_BITS | readings.origin(start).code());
        start = i;
      }
    }
  }

  static byte[] read(PayloadReader reader, int count) {
    byte[] origins = new byte[count];
    for (int start = 0; start < count; ) {
      long run = reader.readVarint();
      int length = RankColumn.runLength(run >>> CODE_BITS, count - start);
      Arrays.fill(origins, start, start + length, (byte) (run & ((1 << CODE_BITS) - 1)));
      start += length;
    }
    return origins;
  }
}
