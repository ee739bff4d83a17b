package io.kilowatch.registry.signin;

import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses the token of a session that has ended. The other services learn of it when the token
 * ends, after ten minutes at most; here, where accounts and keys are changed, it counts at once.
 */
@Component
class LivingSessionCheck implements HandlerInterceptor {

  private final SignIn signIn;

  LivingSessionCheck(SignIn signIn) {
    this.signIn = signIn;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (SecurityContextHolder.getContext().getAuthentication()
            instanceof JwtAuthenticationToken authentication
        && isPersons(authentication)
        && !lives(authentication)) {
      throw ProblemException.of(HttpStatus.UNAUTHORIZED, "The session has ended; sign in again.");
    }
    return true;
  }

  private static boolean isPersons(JwtAuthenticationToken authentication) {
    return Tokens.ISSUER.equals(authentication.getToken().getClaimAsString("iss"));
  }

  private boolean lives(JwtAuthenticationToken authentication) {
    String session = authentication.getToken().getClaimAsString(Tokens.SESSION_CLAIM);
    return session != null && signIn.lives(session);
  }
}
