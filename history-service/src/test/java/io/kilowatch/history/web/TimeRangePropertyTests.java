package io.kilowatch.history.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.base.input.TimeRange;
import io.kilowatch.base.problem.FieldProblem;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.history.totals.BucketCalendar;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

class TimeRangePropertyTests {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00.123Z"), ZoneOffset.UTC);

  @Property
  void parse_anyTexts_isRefusedOrARange(@ForAll("times") String from, @ForAll("times") String to) {
    TimeRange range = orRefused(() -> TimeRange.parse(from, to, CLOCK), Set.of("from", "to"));

    if (range != null) {
      assertThat(range.from()).isBefore(range.to()).isAfterOrEqualTo(Instant.EPOCH);
      assertThat(Duration.between(range.from(), range.to())).isLessThanOrEqualTo(TimeRange.LONGEST);
    }
  }

  @Property
  void cut_anyBucketAndZone_isRefusedOrCoversTheRange(
      @ForAll("buckets") String bucket,
      @ForAll("zones") String zone,
      @ForAll("ranges") TimeRange range) {
    BucketCalendar calendar =
        orRefused(() -> BucketCalendar.parse(bucket, zone), Set.of("bucket", "zone"));
    if (calendar == null || orRefused(() -> calendar.unit().check(range), Set.of("to")) == null) {
      return;
    }

    List<TimeRange> buckets = calendar.cut(range);

    // A year and two days of hours, with one more where a clock is set.
    assertThat(buckets.size()).isBetween(1, 9_000);
    Instant at = range.from();
    for (TimeRange each : buckets) {
      assertThat(each.from().equals(at) && each.from().isBefore(each.to())).isTrue();
      at = each.to();
    }
    assertThat(at).isEqualTo(range.to());
  }

  /** Null where it was refused, which has to name one of these fields. */
  private static <T> @Nullable T orRefused(Supplier<T> parse, Set<String> fields) {
    try {
      return parse.get();
    } catch (ProblemException e) {
      assertThat(e.status()).isEqualTo(HttpStatus.BAD_REQUEST);
      assertThat(e.errors()).isNotEmpty().extracting(FieldProblem::field).isSubsetOf(fields);
      return null;
    }
  }

  @Provide
  Arbitrary<String> times() {
    Arbitrary<Long> seconds = Arbitraries.longs().between(-100_000_000_000L, 100_000_000_000L);
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(40),
        Arbitraries.strings().withChars("0123456789-+:.TZ ").ofMaxLength(30),
        Arbitraries.longs().map(String::valueOf),
        Arbitraries.longs().between(0, 4_000_000_000_000L).map(String::valueOf),
        seconds.map(s -> Instant.ofEpochSecond(s).toString()),
        Combinators.combine(
                Arbitraries.longs().between(1_700_000_000L, 1_800_000_000L),
                Arbitraries.integers().between(-18 * 60, 18 * 60))
            .as((s, minutes) ->
                Instant.ofEpochSecond(s)
                    .atOffset(ZoneOffset.ofTotalSeconds(minutes * 60))
                    .toString()),
        Arbitraries.of(
            "+999999999-12-31T23:59:59Z",
            "-999999999-01-01T00:00:00+18:00",
            "2026-01-01T00:00:00+18:01",
            "2026-01-01T24:00:00Z",
            "2016-12-31T23:59:60Z",
            "٢٠٢٦-٠١-٠١T٠٠:٠٠:٠٠Z",
            "١٢٣"));
  }

  @Provide
  Arbitrary<TimeRange> ranges() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 7_000_000_000_000L),
            Arbitraries.oneOf(
                Arbitraries.longs().between(1, 400 * 86_400_000L),
                Arbitraries.longs().between(1, 86_400_000L),
                Arbitraries.longs().between(1, TimeRange.LONGEST.toMillis())))
        .as((from, length) ->
            new TimeRange(Instant.ofEpochMilli(from), Instant.ofEpochMilli(from + length)));
  }

  @Provide
  Arbitrary<String> buckets() {
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(9, Arbitraries.of("hour", "day", "month")),
        net.jqwik.api.Tuple.of(1, Arbitraries.strings().all().ofMaxLength(8)));
  }

  @Provide
  Arbitrary<String> zones() {
    List<String> known = new ArrayList<>(ZoneId.getAvailableZoneIds());
    known.sort(null);
    return Arbitraries.oneOf(
        Arbitraries.of(known),
        Arbitraries.of("+18:00", "-18:00", "UTC+01:30:15", "GMT0", "Z", "+19", "Europe/", ""),
        Arbitraries.strings().withChars("UTCGM+-:0123/aZ").ofMaxLength(12),
        Arbitraries.strings().all().ofMaxLength(20));
  }
}
