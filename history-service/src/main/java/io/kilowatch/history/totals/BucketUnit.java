package io.kilowatch.history.totals;

import io.kilowatch.base.input.TimeRange;
import io.kilowatch.base.problem.ProblemException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;

/** How long a bucket of totals is, by the clock on the wall of a time zone. */
public enum BucketUnit {
  HOUR {
    @Override
    ZonedDateTime startOf(ZonedDateTime time) {
      return time.truncatedTo(ChronoUnit.HOURS);
    }

    @Override
    ZonedDateTime next(ZonedDateTime start) {
      // A clock set by half an hour (Lord Howe) cuts the hour short, or truncates it to its start.
      ZonedDateTime later = start.plusHours(1);
      ZonedDateTime whole = later.truncatedTo(ChronoUnit.HOURS);
      return whole.isAfter(start) ? whole : later;
    }
  },
  DAY {
    @Override
    ZonedDateTime startOf(ZonedDateTime time) {
      return time.toLocalDate().atStartOfDay(time.getZone());
    }

    @Override
    ZonedDateTime next(ZonedDateTime start) {
      return start.toLocalDate().plusDays(1).atStartOfDay(start.getZone());
    }
  },
  MONTH {
    @Override
    ZonedDateTime startOf(ZonedDateTime time) {
      return time.toLocalDate().withDayOfMonth(1).atStartOfDay(time.getZone());
    }

    @Override
    ZonedDateTime next(ZonedDateTime start) {
      return start.toLocalDate().plusMonths(1).atStartOfDay(start.getZone());
    }
  };

  private static final Duration MOST_HOURS = Duration.ofDays(367);

  abstract ZonedDateTime startOf(ZonedDateTime time);

  abstract ZonedDateTime next(ZonedDateTime start);

  /** Reads the parameter {@code bucket}. */
  public static BucketUnit parse(String text) {
    return Arrays.stream(values())
        .filter(unit -> unit.wireName().equals(text))
        .findFirst()
        .orElseThrow(
            () -> ProblemException.badRequest("bucket", "must be one of hour, day, month"));
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The range, unless it has more buckets than anybody can want. */
  public TimeRange check(TimeRange range) {
    return this == HOUR ? range.atMost(MOST_HOURS, "a year for hours") : range;
  }
}
