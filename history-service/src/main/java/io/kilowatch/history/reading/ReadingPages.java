package io.kilowatch.history.reading;

import io.kilowatch.base.paging.Cursor;
import io.kilowatch.base.paging.Page;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.history.store.SeriesSource;
import io.kilowatch.history.web.TimeRange;
import io.kilowatch.series.Readings;
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

  Page<Reading> page(SeriesKey key, TimeRange range, int limit, @Nullable String cursor) {
    long from = cursor == null ? range.fromMillis() : Math.max(range.fromMillis(), after(cursor));
    if (from >= range.toMillis()) {
      return new Page<>(List.of(), null);
    }
    List<Reading> items = read(key, from, range, limit + 1);
    if (items.size() <= limit) {
      return new Page<>(items, null);
    }
    long last = items.get(limit - 1).timestamp().toEpochMilli();
    return new Page<>(items.subList(0, limit), Cursor.encode(Long.toString(last)));
  }

  private List<Reading> read(SeriesKey key, long from, TimeRange range, int atMost) {
    List<Reading> items = new ArrayList<>(atMost);
    source.read(
        key,
        Instant.ofEpochMilli(from),
        range.to(),
        hour -> {
          append(hour, items, atMost);
          return items.size() < atMost;
        });
    return items;
  }

  private static void append(Readings hour, List<Reading> items, int atMost) {
    for (int i = 0; i < hour.size() && items.size() < atMost; i++) {
      items.add(new Reading(Instant.ofEpochMilli(hour.timestampMillis(i)), hour.value(i)));
    }
  }

  private static long after(String cursor) {
    try {
      return Math.addExact(Long.parseLong(Cursor.decode(cursor, 1).getFirst()), 1);
    } catch (NumberFormatException | ArithmeticException e) {
      throw ProblemException.badRequest("cursor", "is none that this list gave");
    }
  }
}
