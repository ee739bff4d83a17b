package io.kilowatch.base.input;

import io.kilowatch.base.problem.FieldProblem;
import io.kilowatch.base.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with the fields of one request, so that its sender learns all at once. */
public final class FieldChecks {

  private static final String REQUIRED = "is required";

  private final List<FieldProblem> problems = new ArrayList<>();

  /** Refuses the field; the first reason is enough. */
  public void refuse(String field, String reason) {
    if (problems.stream().noneMatch(problem -> problem.field().equals(field))) {
      problems.add(new FieldProblem(field, reason));
    }
  }

  /** Refuses the field unless the condition holds. */
  public void require(boolean condition, String field, String reason) {
    if (!condition) {
      refuse(field, reason);
    }
  }

  /** The text without blanks at its ends; empty where it was refused. */
  public String text(
      String field, @Nullable String value, Predicate<String> accepted, String rule) {
    if (value == null || value.isBlank()) {
      refuse(field, REQUIRED);
      return "";
    }
    String stripped = value.strip();
    require(accepted.test(stripped), field, rule);
    return stripped;
  }

  /** The number; the minimum where it was refused. */
  public double number(String field, @Nullable Double value, double minimum, double maximum) {
    if (value == null) {
      refuse(field, REQUIRED);
      return minimum;
    }
    if (!Double.isFinite(value) || value < minimum || value > maximum) {
      refuse(field, "must be a number from " + plain(minimum) + " to " + plain(maximum));
      return minimum;
    }
    return value;
  }

  /** The whole number; the minimum where it was refused. */
  public int whole(String field, @Nullable Integer value, int minimum, int maximum) {
    if (value == null) {
      refuse(field, REQUIRED);
      return minimum;
    }
    require(
        value >= minimum && value <= maximum,
        field,
        "must be a whole number from " + minimum + " to " + maximum);
    return value;
  }

  /** The constant of that name; the fallback where it was refused. */
  public <E extends Enum<E>> E constant(
      String field, @Nullable String value, Class<E> type, E fallback) {
    if (value == null || value.isBlank()) {
      refuse(field, REQUIRED);
      return fallback;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value.strip().toUpperCase(Locale.ROOT))) {
        return constant;
      }
    }
    refuse(field, "must be one of " + List.of(type.getEnumConstants()));
    return fallback;
  }

  public boolean failed() {
    return !problems.isEmpty();
  }

  public List<FieldProblem> problems() {
    return List.copyOf(problems);
  }

  /**
   * Ends the check.
   *
   * @throws ProblemException 400 with all that was refused
   */
  public void throwIfFailed() {
    if (failed()) {
      throw ProblemException.badRequest(problems);
    }
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }
}
