package io.kilowatch.base.documents;

import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says "later" rather than "broken" while MongoDB does not answer. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class StoreAway {

  private static final Logger LOG = LoggerFactory.getLogger(StoreAway.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  /** Spring Data has no word of its own for the last three, which Spring finds as causes. */
  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    MongoConnectionPoolClearedException.class,
    MongoNotPrimaryException.class,
    MongoNodeIsRecoveringException.class
  })
  ResponseEntity<ProblemDetail> away(Exception e) {
    LOG.warn("MongoDB does not answer: {}", e.getMessage());
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.SERVICE_UNAVAILABLE, "The database does not answer.");
    problem.setType(URI.create("about:blank"));
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds()))
        .body(problem);
  }
}
