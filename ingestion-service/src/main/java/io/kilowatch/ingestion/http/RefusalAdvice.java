package io.kilowatch.ingestion.http;

import io.kilowatch.base.problem.FieldProblem;
import io.kilowatch.ingestion.intake.NothingAccepted;
import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import java.net.URI;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers refusals as problems; ahead of the advice that takes every exception. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public class RefusalAdvice {

  /** Written out, because every problem of the platform names its type. */
  private static final URI BLANK = URI.create("about:blank");

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(Refusal refusal) {
    ProblemDetail problem = ProblemDetail.forStatus(refusal.why().status());
    problem.setTitle(refusal.why().title());
    problem.setDetail(refusal.detail());
    problem.setType(BLANK);
    if (refusal.why().status() == 400) {
      problem.setProperty("errors", errors(refusal));
    }
    return ResponseEntity.status(refusal.why().status()).headers(headers(refusal)).body(problem);
  }

  /** The headers that go with a refusal. */
  public static HttpHeaders headers(Refusal refusal) {
    HttpHeaders headers = new HttpHeaders();
    if (refusal.retryAfter() != null) {
      headers.set(HttpHeaders.RETRY_AFTER, Long.toString(refusal.retryAfter().toSeconds()));
    }
    if (refusal.why() == RefusalCause.NO_VALID_KEY) {
      headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    return headers;
  }

  private static List<FieldProblem> errors(Refusal refusal) {
    if (refusal instanceof NothingAccepted nothing && !nothing.rejections().isEmpty()) {
      return reasons(nothing);
    }
    String field = refusal instanceof BadHeader bad ? bad.header() : "body";
    return List.of(new FieldProblem(field, refusal.detail()));
  }

  private static List<FieldProblem> reasons(NothingAccepted nothing) {
    return nothing.rejections().stream()
        .map(rejection -> new FieldProblem("[" + rejection.index() + "]", rejection.detail()))
        .toList();
  }
}
