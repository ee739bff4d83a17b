package io.kilowatch.series.store;

import io.kilowatch.series.Readings;
import io.kilowatch.series.codec.SegmentCodec;

/** Readings of one series within one hour (UTC), encoded, as they are to be written. */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares or changes them.
record Segment(long firstMillis, long lastMillis, int count, byte[] payload) {

  /** Encodes readings, of which there is at least one. */
  static Segment of(Readings readings) {
    return new Segment(
        readings.firstMillis(),
        readings.lastMillis(),
        readings.size(),
        SegmentCodec.encode(readings));
  }

  Readings readings() {
    return SegmentCodec.decode(payload);
  }
}
