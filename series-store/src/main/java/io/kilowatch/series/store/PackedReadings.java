package io.kilowatch.series.store;

import io.kilowatch.series.Readings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Readings of one series as the segments they are stored as, one or more for each hour (UTC), in
 * order: a few bytes for a reading, where columns have 25.
 */
public final class PackedReadings {
  /** Keeps one segment far below the largest mutation, whatever its values are. */
  private static final int MAX_READINGS_IN_SEGMENT = 65_536;

  private final List<Segment> segments;
  private final Readings last;

  private PackedReadings(List<Segment> segments, Readings last) {
    this.segments = segments;
    this.last = last;
  }

  public static PackedReadings of(Readings readings) {
    List<Segment> segments = new ArrayList<>(1);
    for (int from = 0; from < readings.size(); ) {
      long endOfHour = SeriesHour.startOfHour(readings.timestampMillis(from)) + SeriesHour.MILLIS;
      int to = Math.min(readings.indexAtOrAfter(endOfHour), from + MAX_READINGS_IN_SEGMENT);
      segments.add(Segment.of(readings.between(from, to)));
      from = to;
    }
    int size = readings.size();
    return new PackedReadings(segments, readings.between(Math.max(0, size - 1), size));
  }

  public int size() {
    return segments.stream().mapToInt(Segment::count).sum();
  }

  /** The hours (UTC) that have any of them, each once. */
  public Stream<Instant> hours() {
    return segments.stream()
        .map(each -> Instant.ofEpochMilli(SeriesHour.startOfHour(each.firstMillis())))
        .distinct();
  }

  /** All of them, as they were before. */
  public Readings unpack() {
    return Readings.merge(segments.stream().map(Segment::readings).toList());
  }

  List<Segment> segments() {
    return segments;
  }

  /** The last one before a time, by itself; empty if there is none. */
  Readings lastBefore(long millis) {
    if (last.isEmpty() || last.lastMillis() < millis) {
      return last;
    }
    Readings all = unpack();
    int to = all.indexAtOrAfter(millis);
    return all.between(Math.max(0, to - 1), to);
  }
}
