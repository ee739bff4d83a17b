package io.kilowatch.series.store;

import io.kilowatch.series.SeriesKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Walks a range of a series by UTC days and hours, and passes over days that have nothing. */
final class DayReader {
  /** One small row each, so many may be asked for at once. */
  private static final int DAYS_AHEAD = 32;

  private static final int HOURS_AHEAD = 12;

  private final SegmentTable segments;

  DayReader(SegmentTable segments) {
    this.segments = segments;
  }

  /** The hours that the range touches, of days that have any readings, in order. */
  Iterator<SeriesHour> hours(SeriesKey key, Instant from, Instant to) {
    return hours(key, from, to, days(from, to), day -> hoursOf(key, day));
  }

  /** The segments of those hours, the next few being read while one is used. */
  Iterator<List<StoredSegment>> segments(SeriesKey key, Instant from, Instant to) {
    return new ReadAhead<>(hours(key, from, to), HOURS_AHEAD, segments::read);
  }

  /** The same from the last hour to the first. */
  Iterator<List<StoredSegment>> segmentsBackwards(SeriesKey key, Instant from, Instant to) {
    Iterator<SeriesHour> hours =
        hours(
            key,
            from,
            to,
            daysBackwards(from, to),
            day -> hoursOf(key, day).toList().reversed().stream());
    return new ReadAhead<>(hours, HOURS_AHEAD, segments::read);
  }

  private Iterator<SeriesHour> hours(
      SeriesKey key,
      Instant from,
      Instant to,
      Iterator<LocalDate> candidates,
      Function<LocalDate, Stream<SeriesHour>> hoursOfDay) {
    Iterator<Day> days = new ReadAhead<>(candidates, DAYS_AHEAD, day -> withPresence(key, day));
    return stream(days)
        .filter(Day::hasReadings)
        .flatMap(day -> hoursOfDay.apply(day.day()))
        .filter(hour -> touches(hour, from, to))
        .iterator();
  }

  /** For each day of the range that has any readings: its rows of {@code hours}. */
  Iterator<DayRows> rows(
      SeriesKey key,
      Instant from,
      Instant to,
      BiFunction<SeriesKey, LocalDate, CompletableFuture<List<HourRow>>> read) {
    Iterator<DayRows> days =
        new ReadAhead<>(days(from, to), DAYS_AHEAD, day -> withRows(key, day, read));
    return stream(days).filter(DayRows::hasReadings).iterator();
  }

  static Stream<SeriesHour> hoursOf(SeriesKey key, LocalDate day) {
    return IntStream.range(0, 24).mapToObj(hour -> SeriesHour.of(key, day, hour));
  }

  static boolean touches(SeriesHour hour, Instant from, Instant to) {
    return hour.endMillis() > from.toEpochMilli() && hour.startMillis() < to.toEpochMilli();
  }

  private CompletableFuture<Day> withPresence(SeriesKey key, LocalDate day) {
    return segments.hasAny(key, day).thenApply(any -> new Day(day, any));
  }

  /** Most days of a long range may have nothing, which one question tells. */
  private CompletableFuture<DayRows> withRows(
      SeriesKey key,
      LocalDate day,
      BiFunction<SeriesKey, LocalDate, CompletableFuture<List<HourRow>>> read) {
    return segments
        .hasAny(key, day)
        .thenCompose(any ->
            any
                ? read.apply(key, day).thenApply(rows -> new DayRows(day, true, rows))
                : CompletableFuture.completedFuture(new DayRows(day, false, List.of())));
  }

  private static Iterator<LocalDate> days(Instant from, Instant to) {
    return LongStream.rangeClosed(firstDay(from), lastDay(from, to))
        .mapToObj(LocalDate::ofEpochDay)
        .iterator();
  }

  private static Iterator<LocalDate> daysBackwards(Instant from, Instant to) {
    long first = firstDay(from);
    long last = lastDay(from, to);
    return LongStream.rangeClosed(first, last)
        .mapToObj(day -> LocalDate.ofEpochDay(last - (day - first)))
        .iterator();
  }

  private static long firstDay(Instant from) {
    return LocalDate.ofInstant(from, ZoneOffset.UTC).toEpochDay();
  }

  /** Before the first one where the range is empty. */
  private static long lastDay(Instant from, Instant to) {
    return from.isBefore(to)
        ? LocalDate.ofInstant(to.minusNanos(1), ZoneOffset.UTC).toEpochDay()
        : firstDay(from) - 1;
  }

  private static <T> Stream<T> stream(Iterator<T> items) {
    return Stream.iterate(items, Iterator::hasNext, same -> same).map(Iterator::next);
  }

  private record Day(LocalDate day, boolean hasReadings) {}

  record DayRows(LocalDate day, boolean hasReadings, List<HourRow> rows) {}
}
