package io.kilowatch.base.problem;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** Builds problem details in the one shape that every service answers with. */
final class Problems {

  /** Says that the status alone tells the kind of problem (RFC 9457, section 4.2.1). */
  static final URI NO_TYPE = URI.create("about:blank");

  private Problems() {}

  static ProblemDetail of(HttpStatusCode status, String detail, List<FieldProblem> errors) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(NO_TYPE);
    if (!errors.isEmpty()) {
      problem.setProperty("errors", errors);
    }
    return problem;
  }

  static HttpHeaders retryAfter(@Nullable Duration wait) {
    HttpHeaders headers = new HttpHeaders();
    if (wait != null) {
      headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds())));
    }
    return headers;
  }
}
