package io.kilowatch.history.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

class StoreUnavailableAdviceTests {

  @Test
  void unavailable_storeFails_isAWholeProblem() {
    ResponseEntity<ProblemDetail> answer =
        new StoreUnavailableAdvice().unavailable(AllNodesFailedException.fromErrors(List.of()));

    ProblemDetail problem = Objects.requireNonNull(answer.getBody());
    assertThat(answer.getStatusCode().value()).isEqualTo(503);
    assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isNotNull();
    assertThat(problem.getType()).isEqualTo(URI.create("about:blank"));
    assertThat(problem.getTitle()).isEqualTo("Service Unavailable");
    assertThat(problem.getStatus()).isEqualTo(503);
  }
}
