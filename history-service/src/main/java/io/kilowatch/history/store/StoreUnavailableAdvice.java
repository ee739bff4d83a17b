package io.kilowatch.history.store;

import com.datastax.oss.driver.api.core.DriverException;
import io.kilowatch.base.problem.ProblemException;
import java.net.URI;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says 503 when Cassandra fails a request that reached it. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StoreUnavailableAdvice {

  private static final URI NO_TYPE = URI.create("about:blank");
  private static final Logger LOG = LoggerFactory.getLogger(StoreUnavailableAdvice.class);

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unavailable(DriverException e) {
    LOG.warn("the store failed a request: {}", e.toString());
    ProblemException problem = StoreConnection.unavailable();
    ProblemDetail body =
        ProblemDetail.forStatusAndDetail(problem.status(), String.valueOf(problem.getMessage()));
    body.setType(NO_TYPE);
    return ResponseEntity.status(problem.status())
        .header(
            HttpHeaders.RETRY_AFTER,
            Long.toString(Objects.requireNonNull(problem.retryAfter()).toSeconds()))
        .body(body);
  }
}
