package io.kilowatch.history.totals;

import io.kilowatch.base.input.TimeRange;
import io.kilowatch.base.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a range into buckets of a time zone. The first and the last are cut where the range is; a
 * day on which the clock is set has 23 or 25 hours.
 */
public record BucketCalendar(BucketUnit unit, ZoneId zone) {

  /** Reads the parameters {@code bucket} and {@code zone}. */
  public static BucketCalendar parse(String bucket, String zone) {
    try {
      return new BucketCalendar(BucketUnit.parse(bucket), ZoneId.of(zone));
    } catch (DateTimeException e) {
      throw ProblemException.badRequest("zone", "must be a time zone such as Europe/Berlin");
    }
  }

  /** Buckets that follow each other without a gap and together are the range. */
  public List<TimeRange> cut(TimeRange range) {
    List<TimeRange> buckets = new ArrayList<>();
    ZonedDateTime next = unit.startOf(range.from().atZone(zone));
    Instant start = range.from();
    while (start.isBefore(range.to())) {
      next = unit.next(next);
      Instant end = next.toInstant().isBefore(range.to()) ? next.toInstant() : range.to();
      if (start.isBefore(end)) {
        buckets.add(new TimeRange(start, end));
        start = end;
      }
    }
    return buckets;
  }
}
