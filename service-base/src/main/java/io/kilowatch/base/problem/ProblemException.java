package io.kilowatch.base.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A refusal that its caller is to read: becomes an {@code application/problem+json} answer. */
public final class ProblemException extends RuntimeException {

  private final HttpStatus status;
  private final transient List<FieldProblem> errors;
  private final @Nullable Duration retryAfter;

  private ProblemException(
      HttpStatus status, String detail, List<FieldProblem> errors, @Nullable Duration retryAfter) {
    super(detail);
    this.status = status;
    this.errors = List.copyOf(errors);
    this.retryAfter = retryAfter;
  }

  public static ProblemException of(HttpStatus status, String detail) {
    return new ProblemException(status, detail, List.of(), null);
  }

  public static ProblemException badRequest(String field, String reason) {
    return badRequest(List.of(new FieldProblem(field, reason)));
  }

  public static ProblemException badRequest(List<FieldProblem> errors) {
    return new ProblemException(
        HttpStatus.BAD_REQUEST, "The request has fields that can't be accepted.", errors, null);
  }

  /**
   * Nothing has this id.
   *
   * @param what kind and id, such as {@code server 17}
   */
  public static ProblemException notFound(String what) {
    return of(HttpStatus.NOT_FOUND, "There is no " + what + ".");
  }

  public static ProblemException conflict(String detail) {
    return of(HttpStatus.CONFLICT, detail);
  }

  public static ProblemException conflict(String field, String reason) {
    return conflict("The request conflicts with what is there.", new FieldProblem(field, reason));
  }

  public static ProblemException conflict(String detail, FieldProblem error) {
    return new ProblemException(HttpStatus.CONFLICT, detail, List.of(error), null);
  }

  public static ProblemException preconditionFailed(String detail) {
    return of(HttpStatus.PRECONDITION_FAILED, detail);
  }

  public static ProblemException tooManyRequests(String detail, Duration retryAfter) {
    return new ProblemException(HttpStatus.TOO_MANY_REQUESTS, detail, List.of(), retryAfter);
  }

  public static ProblemException unavailable(String detail, Duration retryAfter) {
    return new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, detail, List.of(), retryAfter);
  }

  public HttpStatus status() {
    return status;
  }

  /** The fields at fault; empty where the request as a whole is. */
  public List<FieldProblem> errors() {
    return errors;
  }

  /** How long the caller should wait before it tries again; null where trying again is no use. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
