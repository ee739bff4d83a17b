package io.kilowatch.history.reading;

import io.kilowatch.base.input.TimeRange;
import io.kilowatch.base.paging.Cursor;
import io.kilowatch.base.paging.Page;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.history.store.SeriesSource;
import io.kilowatch.series.SeriesKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Pages of raw readings. The cursor is the last timestamp seen, so it stays good when an hour is
 * closed or late readings come between two pages.
 */
@Component
final class ReadingPages {

  private final SeriesSource source;

  ReadingPages(SeriesSource source) {
    this.source = source;
  }

  Page<Reading> page(
      SeriesKey key, TimeRange range, ReadingOrder order, int limit, @Nullable String cursor) {
    TimeRange left = cursor == null ? range : left(range, order, seen(cursor));
    if (left.isEmpty()) {
      return new Page<>(List.of(), null);
    }
    List<Reading> items =
        switch (order) {
          case OLDEST_FIRST -> oldest(key, left, limit + 1);
          case NEWEST_FIRST -> newest(key, left, limit + 1);
        };
    if (items.size() <= limit) {
      return new Page<>(items, null);
    }
    long last = items.get(limit - 1).timestamp().toEpochMilli();
    return new Page<>(items.subList(0, limit), Cursor.encode(Long.toString(last)));
  }

  private List<Reading> oldest(SeriesKey key, TimeRange range, int atMost) {
    List<Reading> items = new ArrayList<>(atMost);
    source.read(
        key,
        range.from(),
        range.to(),
        hour -> {
          for (int i = 0; i < hour.size() && items.size() < atMost; i++) {
            items.add(Reading.of(hour, i));
          }
          return items.size() < atMost;
        });
    return items;
  }

  private List<Reading> newest(SeriesKey key, TimeRange range, int atMost) {
    List<Reading> items = new ArrayList<>(atMost);
    source.readBackwards(
        key,
        range.from(),
        range.to(),
        hour -> {
          for (int i = hour.size() - 1; i >= 0 && items.size() < atMost; i--) {
            items.add(Reading.of(hour, i));
          }
          return items.size() < atMost;
        });
    return items;
  }

  /** What of a range lies beyond the last reading that was seen. */
  private static TimeRange left(TimeRange range, ReadingOrder order, long seen) {
    return switch (order) {
      case OLDEST_FIRST ->
          new TimeRange(
              Instant.ofEpochMilli(Math.max(range.fromMillis(), following(seen))), range.to());
      case NEWEST_FIRST -> range.until(Instant.ofEpochMilli(seen));
    };
  }

  private static long seen(String cursor) {
    try {
      return Long.parseLong(Cursor.decode(cursor, 1).getFirst());
    } catch (NumberFormatException e) {
      throw noCursor();
    }
  }

  private static long following(long seen) {
    try {
      return Math.addExact(seen, 1);
    } catch (ArithmeticException e) {
      throw noCursor();
    }
  }

  private static ProblemException noCursor() {
    return ProblemException.badRequest("cursor", "is none that this list gave");
  }
}
