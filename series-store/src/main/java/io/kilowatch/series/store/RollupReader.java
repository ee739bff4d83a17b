package io.kilowatch.series.store;

import io.kilowatch.series.Readings;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.codec.RollupCodec;
import io.kilowatch.series.rollup.Rollup;
import io.kilowatch.series.rollup.Rollups;
import io.kilowatch.series.store.DayReader.DayRows;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes roll-ups from {@code hours} where they can be trusted, and computes them elsewhere. */
final class RollupReader {
  private static final int HOURS_AHEAD = 12;

  private final DayReader days;
  private final SegmentTable segments;
  private final HourTable hours;
  private final Function<String, Duration> maxGap;

  RollupReader(
      DayReader days, SegmentTable segments, HourTable hours, Function<String, Duration> maxGap) {
    this.days = days;
    this.segments = segments;
    this.hours = hours;
    this.maxGap = maxGap;
  }

  List<Rollup> hours(SeriesKey key, Instant from, Instant to) {
    return read(
        key,
        days.rows(key, from, to, hours::readHours),
        from,
        to,
        HourRow::rollup,
        (readings, hour) -> List.of(Rollups.of(readings, hour.startMillis(), gap(hour))));
  }

  List<Rollup> minutes(SeriesKey key, Instant from, Instant to) {
    return read(
        key,
        days.rows(key, from, to, hours::readMinutes),
        from,
        to,
        HourRow::minutes,
        (readings, hour) -> Rollups.minutes(readings, gap(hour)));
  }

  private List<Rollup> read(
      SeriesKey key,
      Iterator<DayRows> present,
      Instant from,
      Instant to,
      Function<HourRow, @Nullable ByteBuffer> stored,
      Computation computation) {
    List<Rollup> all = new ArrayList<>();
    while (present.hasNext()) {
      DayRows day = present.next();
      Map<SeriesHour, List<HourRow>> byHour =
          day.rows().stream().collect(Collectors.groupingBy(HourRow::hour));
      Iterator<SeriesHour> touched =
          DayReader.hoursOf(key, day.day())
              .filter(hour -> DayReader.touches(hour, from, to))
              .iterator();
      new ReadAhead<>(touched, HOURS_AHEAD, hour -> source(hour, byHour.get(hour), stored))
          .forEachRemaining(source -> all.addAll(source.rollups(computation)));
    }
    all.removeIf(r -> r.start().isBefore(from) || !r.start().isBefore(to));
    return all;
  }

  private CompletableFuture<Source> source(
      SeriesHour hour,
      @Nullable List<HourRow> rows,
      Function<HourRow, @Nullable ByteBuffer> stored) {
    HourRow trusted = rows == null ? null : HourRow.trusted(rows);
    ByteBuffer bytes = trusted == null ? null : stored.apply(trusted);
    return bytes != null
        ? CompletableFuture.completedFuture(new Source(hour, bytes, List.of()))
        : segments.read(hour).thenApply(read -> new Source(hour, null, read));
  }

  private Duration gap(SeriesHour hour) {
    return maxGap.apply(hour.key().metric());
  }

  private interface Computation {
    List<Rollup> of(Readings readings, SeriesHour hour);
  }

  /** Either stored roll-ups or the segments to compute them from; decoded by who asks for them. */
  private record Source(
      SeriesHour hour, @Nullable ByteBuffer stored, List<StoredSegment> segments) {

    List<Rollup> rollups(Computation computation) {
      if (stored != null) {
        return RollupCodec.decode(stored);
      }
      Readings readings = StoredSegment.merged(segments);
      return readings.isEmpty() ? List.of() : computation.of(readings, hour);
    }
  }
}
