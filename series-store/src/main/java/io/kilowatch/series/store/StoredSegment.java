package io.kilowatch.series.store;

import io.kilowatch.series.Readings;
import io.kilowatch.series.TimeUuids;
import io.kilowatch.series.codec.SegmentCodec;
import io.kilowatch.series.codec.UnreadableSegmentException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;

/**
 * A row of {@code segments}, its payload not decoded yet.
 *
 * @param count of readings in the payload
 */
record StoredSegment(SeriesHour hour, long startMillis, UUID id, int count, ByteBuffer payload) {

  /** One is decoded at a time: of a dense hour all of them would be as much as what they become. */
  static Readings merged(List<StoredSegment> segments) {
    if (segments.size() == 1) {
      return segments.getFirst().readings();
    }
    Readings.Builder merged = Readings.builder(Math.toIntExact(count(segments)));
    segments.forEach(segment -> merged.addAll(segment.readings()));
    return merged.build();
  }

  /** How many readings are in all of them, those of one time as often as it is there. */
  static long count(List<StoredSegment> segments) {
    return segments.stream().mapToLong(StoredSegment::count).sum();
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
