package io.kilowatch.base.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kilowatch.base.problem.FieldProblem;
import io.kilowatch.base.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeRangeTests {

  private static final String TO = "2026-02-01T00:00:00Z";
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
  private static final Clock CLOCK = Clock.fixed(NOW.plusNanos(456), ZoneOffset.UTC);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-01T01:00:00+01:00",
        "2026-01-01T01:00:00 01:00",
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00.000Z",
        "1767225600000"
      })
  void parse_anyAcceptedForm_isTheSameTime(String from) {
    assertThat(TimeRange.parse(from, TO, CLOCK).from())
        .isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-01-01",
        "2026-01-01T00:00:00",
        "-1",
        "1e3",
        "NaN",
        "99999999999999",
        "+999999999-12-31T23:59:59Z",
        "1969-12-31T23:59:59Z",
        "2026-13-01T00:00:00Z",
        "../../etc",
        "1767225600000000000000"
      })
  void parse_anythingElse_namesTheField(String from) {
    assertThat(refusal(from, TO).errors()).extracting(FieldProblem::field).containsExactly("from");
  }

  @Test
  void parse_withoutFromOrTo_isTheDayBeforeToWhichIsNow() {
    Instant end = Instant.parse(TO);
    Duration day = Duration.ofHours(24);

    assertThat(TimeRange.parse(null, null, CLOCK)).isEqualTo(new TimeRange(NOW.minus(day), NOW));
    assertThat(TimeRange.parse(null, TO, CLOCK)).isEqualTo(new TimeRange(end.minus(day), end));
    assertThat(TimeRange.parse(TO, null, CLOCK)).isEqualTo(new TimeRange(end, NOW));
    assertThat(TimeRange.parse(null, "9", CLOCK).from()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void parse_oneWrongTheOtherMissing_namesTheWrongOne() {
    assertThat(refusal("a", null).errors()).extracting(FieldProblem::field).containsExactly("from");
    assertThat(refusal(null, "b").errors()).extracting(FieldProblem::field).containsExactly("to");
  }

  @Test
  void parse_bothWrong_namesBoth() {
    assertThat(refusal("a", "b").errors())
        .extracting(FieldProblem::field)
        .containsExactly("from", "to");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z, from",
    "2026-01-02T00:00:00Z, 2026-01-01T00:00:00Z, from",
    "2010-01-01T00:00:00Z, 2026-01-01T00:00:00Z, to",
  })
  void parse_emptyReversedOrEndless_isRefused(String from, String to, String field) {
    assertThat(refusal(from, to).errors()).extracting(FieldProblem::field).containsExactly(field);
  }

  @Test
  void until_earlierEnd_cutsTheRange() {
    TimeRange range = TimeRange.parse("2026-01-01T00:00:00Z", TO, CLOCK);

    assertThat(range.until(range.from().plusSeconds(5)).to())
        .isEqualTo(range.from().plusSeconds(5));
    assertThat(range.until(range.to().plusSeconds(5))).isEqualTo(range);
    assertThat(range.until(range.from().minus(Duration.ofDays(1))).isEmpty()).isTrue();
  }

  private static ProblemException refusal(String from, String to) {
    return catchThrowableOfType(ProblemException.class, () -> TimeRange.parse(from, to, CLOCK));
  }
}
