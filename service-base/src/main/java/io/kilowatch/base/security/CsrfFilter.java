package io.kilowatch.base.security;

import io.kilowatch.base.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a changing call that carries the session cookie without the session's CSRF token.
 *
 * <p>Spring Security's own filter keeps the expected token in a session or a second cookie; here
 * its hash stands in the signed token.
 */
final class CsrfFilter extends OncePerRequestFilter {

  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private final ProblemWriter problems;

  CsrfFilter(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!SAFE_METHODS.contains(request.getMethod())
        && SecurityContextHolder.getContext().getAuthentication()
            instanceof JwtAuthenticationToken authentication
        && SessionToken.fromCookie(request)
        && !CsrfToken.matches(authentication.getToken(), request.getHeader(CsrfToken.HEADER))) {
      problems.write(
          response,
          HttpStatus.FORBIDDEN,
          "The header "
              + CsrfToken.HEADER
              + " is missing or of another session; GET /api/v1/auth/csrf gives it.");
      return;
    }
    chain.doFilter(request, response);
  }
}
