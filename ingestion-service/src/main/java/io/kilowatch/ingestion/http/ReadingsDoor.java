package io.kilowatch.ingestion.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Leads posted readings straight to their controller, past the filters and the dispatcher.
 *
 * <p>They have nothing to do here: a sensor shows an ingest key, which the intake checks itself,
 * and the controller reads the request and writes the answer. On the path of a single reading they
 * cost more than the rest of this service. What fails is answered by the advice that answers for
 * all.
 */
final class ReadingsDoor extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private final transient ReadingsController readings;
  private final transient HandlerExceptionResolver failures;

  ReadingsDoor(ReadingsController readings, HandlerExceptionResolver failures) {
    this.readings = readings;
    this.failures = failures;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain others)
      throws IOException, ServletException {
    if (!HttpMethod.POST.matches(request.getMethod())) {
      others.doFilter(request, response);
      return;
    }
    // Of the headers that the filters would set, the one that a machine's answer has use for.
    response.setHeader("X-Content-Type-Options", "nosniff");
    try {
      readings.post(request, response);
    } catch (RuntimeException e) {
      if (failures.resolveException(request, response, null, e) == null) {
        throw e;
      }
    }
  }
}
