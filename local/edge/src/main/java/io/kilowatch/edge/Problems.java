package io.kilowatch.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/**
 * Answers what goes wrong at the edge itself as problem+json (RFC 9457), a service that is away as
 * 503.
 */
@Component
@Order(-2) // Ahead of Boot's own, which is at -1.
class Problems implements WebExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(Problems.class);
  private static final String RETRY_AFTER_SECONDS = "2";

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    ServerHttpResponse response = exchange.getResponse();
    if (response.isCommitted()) {
      return Mono.error(failure);
    }
    HttpStatusCode status = statusOf(failure);
    if (status.value() == 500) {
      log.error("{} failed: {}", exchange.getRequest().getPath().value(), described(failure));
    }
    response.setStatusCode(status);
    HttpHeaders headers = response.getHeaders();
    headers.clear();
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    headers.set("X-Content-Type-Options", "nosniff");
    if (status.value() == 503) {
      headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    byte[] body = body(status).getBytes(StandardCharsets.UTF_8);
    return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
  }

  /**
   * Without what Spring adds to a failure and without queries: they may hold an ingest key, which
   * no log may.
   */
  private static String described(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage()).replaceAll("\\?\\S*", "?...");
      text.append(text.isEmpty() ? "" : ", caused by ")
          .append(cause.getClass().getName())
          .append(": ")
          .append(message);
    }
    return text.toString();
  }

  /**
   * A connection refused, reset or timed out means that the service is away; what it had done is
   * unknown.
   */
  private static HttpStatusCode statusOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ResponseStatusException known) {
        return known.getStatusCode();
      }
      if (cause instanceof IOException) {
        return HttpStatus.SERVICE_UNAVAILABLE;
      }
    }
    return HttpStatus.INTERNAL_SERVER_ERROR;
  }

  private static String body(HttpStatusCode code) {
    HttpStatus status = HttpStatus.resolve(code.value());
    String title = status == null ? "Error" : status.getReasonPhrase();
    return "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
        .formatted(title, code.value(), detail(code.value()));
  }

  private static String detail(int status) {
    return switch (status) {
      case 400 -> "The request's path is ambiguous.";
      case 403 -> "This origin may not open a web socket here.";
      case 404 -> "There is nothing here.";
      case 503 -> "The service behind this path does not answer; try again shortly.";
      case 504 ->
          "There was no answer in time, the upload included; what the service has done is unknown.";
      default -> "The edge could not answer.";
    };
  }
}
