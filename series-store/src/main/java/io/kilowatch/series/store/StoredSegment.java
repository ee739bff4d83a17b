package io.kilowatch.series.store;

import io.kilowatch.series.Readings;
import io.kilowatch.series.TimeUuids;
import io.kilowatch.series.codec.SegmentCodec;
import io.kilowatch.series.codec.UnreadableSegmentException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;

/** A row of {@code segments}, its payload not decoded yet. */
record StoredSegment(SeriesHour hour, long startMillis, UUID id, ByteBuffer payload) {

  static Readings merged(List<StoredSegment> segments) {
    return Readings.merge(segments.stream().map(StoredSegment::readings).toList());
  }

  /** Whether its hour was over when it was written, so that it has a row in {@code hours}. */
  boolean isLate() {
    return hour.isOver(TimeUuids.millis(id));
  }

  private Readings readings() {
    try {
      return SegmentCodec.decode(payload);
    } catch (UnreadableSegmentException e) {
      throw new UnreadableSegmentException(
          "segment " + id + " (" + hour + ") cannot be read: " + e.getMessage(), e);
    }
  }
}
