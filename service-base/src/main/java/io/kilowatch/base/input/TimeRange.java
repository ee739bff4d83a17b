package io.kilowatch.base.input;

import io.kilowatch.base.problem.FieldProblem;
import io.kilowatch.base.problem.ProblemException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A stretch of time that somebody asks about: from, inclusive, to, exclusive. */
public record TimeRange(Instant from, Instant to) {

  /** One year more than readings are kept unless configured otherwise. */
  public static final Duration LONGEST = Duration.ofDays(11 * 366L);

  /** For the documents of the endpoints. */
  public static final String FROM =
      "Start, inclusive: RFC 3339 or milliseconds since 1970; without it, 24 hours before the end";

  /** For the documents of the endpoints. */
  public static final String TO =
      "End, exclusive: RFC 3339 or milliseconds since 1970; without it, now";

  /** What a time must be that somebody asks about. */
  public static final String BOUNDS = "must be between 1970 and 2200";

  private static final Duration WITHOUT_FROM = Duration.ofHours(24);
  private static final Pattern EPOCH_MILLIS = Pattern.compile("\\d{1,14}");
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  /**
   * Reads the two parameters, each RFC 3339 or milliseconds since 1970. Without an end it is now,
   * without a start 24 hours before the end.
   *
   * @throws ProblemException 400 that names every field at fault
   */
  public static TimeRange parse(@Nullable String from, @Nullable String to, Clock clock) {
    List<FieldProblem> problems = new ArrayList<>();
    Instant given = from == null ? null : parse("from", from, problems);
    Instant end = to == null ? Instant.ofEpochMilli(clock.millis()) : parse("to", to, problems);
    if (end == null || !problems.isEmpty()) {
      throw ProblemException.badRequest(problems);
    }
    Instant start = given == null ? startBefore(end) : given;
    if (!start.isBefore(end)) {
      throw ProblemException.badRequest("from", "must be before to");
    }
    return new TimeRange(start, end).atMost(LONGEST, "11 years");
  }

  /** Whether that is a time that somebody may ask about. */
  public static boolean isWithinBounds(Instant time) {
    return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
  }

  /**
   * This range, if it is no longer than that.
   *
   * @param words the same length as its reader would say it
   */
  public TimeRange atMost(Duration longest, String words) {
    if (Duration.between(from, to).compareTo(longest) > 0) {
      throw ProblemException.badRequest("to", "must be at most " + words + " after from");
    }
    return this;
  }

  /** What of this range lies before a time; empty ranges end where they start. */
  public TimeRange until(Instant end) {
    if (!end.isBefore(to)) {
      return this;
    }
    return new TimeRange(from, end.isBefore(from) ? from : end);
  }

  public boolean isEmpty() {
    return !from.isBefore(to);
  }

  public long fromMillis() {
    return from.toEpochMilli();
  }

  public long toMillis() {
    return to.toEpochMilli();
  }

  private static Instant startBefore(Instant end) {
    Instant start = end.minus(WITHOUT_FROM);
    return start.isBefore(EARLIEST) ? EARLIEST : start;
  }

  private static @Nullable Instant parse(String field, String text, List<FieldProblem> problems) {
    Instant parsed = parse(text);
    if (parsed == null) {
      problems.add(new FieldProblem(field, "must be RFC 3339 or milliseconds since 1970"));
    } else if (!isWithinBounds(parsed)) {
      problems.add(new FieldProblem(field, BOUNDS));
      return null;
    }
    return parsed;
  }

  private static @Nullable Instant parse(String text) {
    if (EPOCH_MILLIS.matcher(text).matches()) {
      return Instant.ofEpochMilli(Long.parseLong(text));
    }
    try {
      // A plus sign that the caller forgot to encode arrives as a space.
      Instant exact = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
      return Instant.ofEpochMilli(exact.toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }
}
