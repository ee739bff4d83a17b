package io.kilowatch.ingestion.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.base.problem.FieldProblem;
import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.ProblemDetail;

class RefusalAdviceTests {

  @Test
  void refused_unreadableBody_hasAnErrorOfTheBody() {
    ProblemDetail problem = problem(new Refusal(RefusalCause.MALFORMED_BODY, "the body is empty"));

    assertThat(problem.getType()).isEqualTo(URI.create("about:blank"));
    assertThat(problem.getProperties())
        .containsEntry("errors", List.of(new FieldProblem("body", "the body is empty")));
  }

  @Test
  void refused_badHeader_hasAnErrorOfTheHeader() {
    ProblemDetail problem = problem(new BadHeader("X-Kilowatch-Origin", "may be absent"));

    assertThat(problem.getProperties())
        .containsEntry("errors", List.of(new FieldProblem("X-Kilowatch-Origin", "may be absent")));
  }

  @Test
  void refused_otherStatus_hasNoErrors() {
    ProblemDetail problem = problem(new Refusal(RefusalCause.BODY_TOO_LARGE, "too large"));

    assertThat(problem.getStatus()).isEqualTo(413);
    assertThat(problem.getProperties()).isNull();
  }

  private static ProblemDetail problem(Refusal refusal) {
    return new RefusalAdvice().refused(refusal).getBody();
  }
}
