package io.kilowatch.history.series;

import io.kilowatch.base.input.TimeRange;
import io.kilowatch.history.store.SeriesSource;
import io.kilowatch.history.web.Subject;
import io.kilowatch.series.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;

/**
 * Puts a series together from the coarsest roll-ups that fit its intervals; only what a range cuts
 * off at its two ends is read as single readings.
 */
@Component
final class SeriesQuery {

  /** Bounds how many roll-ups are in memory at a time. */
  private static final Duration HOURS_AT_ONCE = Duration.ofDays(128);

  private static final Duration MINUTES_AT_ONCE = Duration.ofDays(1);

  private final SeriesSource source;

  SeriesQuery(SeriesSource source) {
    this.source = source;
  }

  Series read(Subject subject, TimeRange range, int points) {
    Resolution resolution = Resolution.of(range, points);
    Intervals intervals = new Intervals(range, resolution);
    Grain grain = resolution.grain();
    long wholeFrom = Math.min(grain.ceil(range.fromMillis()), range.toMillis());
    long wholeTo = Math.max(grain.floor(range.toMillis()), wholeFrom);
    readings(subject.key(), range.fromMillis(), wholeFrom, intervals);
    whole(grain, subject.key(), wholeFrom, wholeTo, intervals);
    readings(subject.key(), wholeTo, range.toMillis(), intervals);
    return new Series(
        subject.metric().wireName(),
        subject.metric().unit(),
        resolution.seconds(),
        intervals.points());
  }

  private void whole(Grain grain, SeriesKey key, long from, long to, Intervals intervals) {
    switch (grain) {
      case READING -> readings(key, from, to, intervals);
      case MINUTE ->
          inPieces(
              from,
              to,
              MINUTES_AT_ONCE,
              (start, end) -> source.minutes(key, start, end).forEach(intervals::add));
      case HOUR ->
          inPieces(
              from,
              to,
              HOURS_AT_ONCE,
              (start, end) -> source.rollups(key, start, end).forEach(intervals::add));
    }
  }

  private void readings(SeriesKey key, long from, long to, Intervals intervals) {
    if (from < to) {
      source.read(
          key,
          Instant.ofEpochMilli(from),
          Instant.ofEpochMilli(to),
          hour -> {
            intervals.add(hour);
            return true;
          });
    }
  }

  private static void inPieces(
      long from, long to, Duration atOnce, BiConsumer<Instant, Instant> read) {
    for (long start = from; start < to; start += atOnce.toMillis()) {
      long end = Math.min(start + atOnce.toMillis(), to);
      read.accept(Instant.ofEpochMilli(start), Instant.ofEpochMilli(end));
    }
  }
}
