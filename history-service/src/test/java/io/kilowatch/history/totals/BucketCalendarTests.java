package io.kilowatch.history.totals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kilowatch.base.input.TimeRange;
import io.kilowatch.base.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketCalendarTests {

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2025-03-30, 23",
    "Europe/Berlin, 2025-10-26, 25",
    "Europe/Berlin, 2025-06-01, 24",
    "America/New_York, 2025-03-09, 23",
    "America/New_York, 2025-11-02, 25",
    "Asia/Kolkata, 2025-03-30, 24",
  })
  void cut_dayOfZone_hasItsHours(String zone, LocalDate day, int hours) {
    ZoneId id = ZoneId.of(zone);
    TimeRange range =
        new TimeRange(
            day.atStartOfDay(id).toInstant(), day.plusDays(1).atStartOfDay(id).toInstant());

    assertThat(calendar("day", zone).cut(range)).containsExactly(range);
    assertThat(calendar("hour", zone).cut(range)).hasSize(hours);
    assertThat(Duration.between(range.from(), range.to())).isEqualTo(Duration.ofHours(hours));
  }

  @Test
  void cut_clockSetByHalfAnHour_losesNoTime() {
    TimeRange range = range("2025-04-04T00:00:00Z", "2025-04-07T00:00:00Z");

    List<TimeRange> hours = calendar("hour", "Australia/Lord_Howe").cut(range);

    assertContiguous(hours, range);
    assertThat(hours).allMatch(hour -> length(hour).compareTo(Duration.ofHours(1)) <= 0);
    assertThat(hours).filteredOn(hour -> length(hour).equals(Duration.ofMinutes(30))).hasSize(2);
  }

  @Test
  void cut_dayWithoutMidnight_beginsWhereTheClockIsSet() {
    // Clocks in Beirut went from 00:00 to 01:00 on 30 March 2025.
    TimeRange range = range("2025-03-29T22:00:00Z", "2025-03-30T21:00:00Z");

    assertThat(calendar("day", "Asia/Beirut").cut(range)).containsExactly(range);
  }

  @Test
  void cut_rangeInsideBuckets_cutsTheFirstAndTheLast() {
    TimeRange range = range("2025-01-15T10:20:00Z", "2025-03-02T00:30:00Z");

    assertThat(calendar("month", "UTC").cut(range))
        .containsExactly(
            range("2025-01-15T10:20:00Z", "2025-02-01T00:00:00Z"),
            range("2025-02-01T00:00:00Z", "2025-03-01T00:00:00Z"),
            range("2025-03-01T00:00:00Z", "2025-03-02T00:30:00Z"));
  }

  @ParameterizedTest
  @CsvSource({"hour", "day", "month"})
  void cut_anyZone_isContiguous(String bucket) {
    TimeRange range = range("2025-01-01T07:13:00Z", "2025-12-20T23:41:07Z");
    for (String zone :
        List.of(
            "UTC",
            "Europe/Berlin",
            "Asia/Kathmandu",
            "America/St_Johns",
            "Pacific/Chatham",
            "Africa/Casablanca",
            "Australia/Lord_Howe",
            "+05:45")) {
      assertContiguous(calendar(bucket, zone).cut(range), range);
    }
  }

  @Test
  void parse_unknown_namesTheField() {
    assertThatThrownBy(() -> calendar("week", "UTC")).satisfies(e -> assertField(e, "bucket"));
    assertThatThrownBy(() -> calendar("day", "Mars/Base")).satisfies(e -> assertField(e, "zone"));
    assertThatThrownBy(() -> calendar("day", "")).satisfies(e -> assertField(e, "zone"));
  }

  private static void assertField(Throwable e, String field) {
    assertThat(((ProblemException) e).errors().getFirst().field()).isEqualTo(field);
  }

  private static void assertContiguous(List<TimeRange> buckets, TimeRange range) {
    assertThat(buckets.getFirst().from()).isEqualTo(range.from());
    assertThat(buckets.getLast().to()).isEqualTo(range.to());
    for (int i = 0; i < buckets.size(); i++) {
      assertThat(buckets.get(i).isEmpty()).isFalse();
      if (i > 0) {
        assertThat(buckets.get(i).from()).isEqualTo(buckets.get(i - 1).to());
      }
    }
  }

  private static Duration length(TimeRange range) {
    return Duration.between(range.from(), range.to());
  }

  private static BucketCalendar calendar(String bucket, String zone) {
    return BucketCalendar.parse(bucket, zone);
  }

  private static TimeRange range(String from, String to) {
    return new TimeRange(Instant.parse(from), Instant.parse(to));
  }
}
