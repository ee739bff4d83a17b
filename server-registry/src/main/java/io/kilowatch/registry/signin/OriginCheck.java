package io.kilowatch.registry.signin;

import io.kilowatch.base.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses to sign anybody in or out for the page of another site. Scripts send no {@code Origin}.
 */
@Component
class OriginCheck implements HandlerInterceptor {

  private final String publicOrigin;

  OriginCheck(@Value("${kilowatch.public-origin}") String publicOrigin) {
    this.publicOrigin = publicOrigin;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null && !"GET".equals(request.getMethod()) && !origin.equals(publicOrigin)) {
      throw ProblemException.of(HttpStatus.FORBIDDEN, "The page of another origin can't do this.");
    }
    return true;
  }
}
