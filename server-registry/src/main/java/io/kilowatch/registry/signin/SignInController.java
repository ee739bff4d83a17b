package io.kilowatch.registry.signin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CsrfToken;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.base.security.SessionToken;
import io.kilowatch.registry.session.Session;
import io.kilowatch.registry.session.Sessions;
import io.kilowatch.registry.token.UserTokens;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Signing in, renewing and signing out over HTTP: browsers with a cookie, scripts with a header.
 */
@RestController
@RequestMapping("/api/v1/auth")
class SignInController {

  private final SignIn signIn;
  private final Sessions sessions;
  private final UserTokens tokens;
  private final SessionCookie cookies;
  private final CallSource source;

  SignInController(
      SignIn signIn,
      Sessions sessions,
      UserTokens tokens,
      SessionCookie cookies,
      CallSource source) {
    this.signIn = signIn;
    this.sessions = sessions;
    this.tokens = tokens;
    this.cookies = cookies;
    this.source = source;
  }

  @PostMapping("/login")
  ResponseEntity<Void> login(
      @RequestBody Credentials.Request credentials, HttpServletRequest request) {
    return cookie(signIn.withPassword(credentials.checked(), source.of(request)), request);
  }

  @PostMapping("/token")
  ResponseEntity<BearerToken> token(
      @RequestBody Credentials.Request credentials, HttpServletRequest request) {
    return bearer(signIn.withPassword(credentials.checked(), source.of(request)));
  }

  /**
   * Renews a token, past its end too. No CSRF token is asked for: a page that was loaded anew has
   * none before it has a valid token, and renewing changes nothing for anybody.
   */
  @PostMapping("/refresh")
  ResponseEntity<?> refresh(HttpServletRequest request) {
    String header = bearerOf(request);
    String old = header == null ? SessionToken.cookie(request) : header;
    String renewed =
        Optional.ofNullable(old)
            .flatMap(signIn::renewed)
            .orElseThrow(() ->
                ProblemException.of(
                    HttpStatus.UNAUTHORIZED, "The session has ended; sign in again."));
    return header == null ? cookie(renewed, request) : bearer(renewed);
  }

  /** Ends the session; without one there is nothing to do, and no error. */
  @PostMapping("/logout")
  ResponseEntity<Void> logout(HttpServletRequest request) {
    String header = bearerOf(request);
    String token = header == null ? SessionToken.cookie(request) : header;
    Optional.ofNullable(token)
        .flatMap(tokens::read)
        .ifPresent(claims -> {
          if (header == null) {
            requireCsrf(claims, request);
          }
          sessions.revoke(claims.sessionId());
        });
    return ResponseEntity.noContent()
        .header(HttpHeaders.SET_COOKIE, cookies.removed(request))
        .build();
  }

  @GetMapping("/me")
  ResponseEntity<Me> me(CurrentUser user) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(new Me(user.id(), user.email(), user.name(), user.role()));
  }

  @GetMapping("/csrf")
  ResponseEntity<Csrf> csrf(CurrentUser user) {
    Session session =
        sessions
            .living(user.sessionId())
            .orElseThrow(() -> ProblemException.notFound("session of this token"));
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(new Csrf(session.csrfToken(), CsrfToken.HEADER));
  }

  private ResponseEntity<Void> cookie(String token, HttpServletRequest request) {
    return ResponseEntity.noContent()
        .header(HttpHeaders.SET_COOKIE, cookies.with(token, request))
        .build();
  }

  private static ResponseEntity<BearerToken> bearer(String token) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(new BearerToken(token, "Bearer", UserTokens.LIFETIME.toSeconds()));
  }

  private static void requireCsrf(UserTokens.SignedClaims claims, HttpServletRequest request) {
    String presented = request.getHeader(CsrfToken.HEADER);
    if (presented == null
        || !MessageDigest.isEqual(
            CsrfToken.hash(presented).getBytes(StandardCharsets.UTF_8),
            claims.csrfHash().getBytes(StandardCharsets.UTF_8))) {
      throw ProblemException.of(
          HttpStatus.FORBIDDEN,
          "The header " + CsrfToken.HEADER + " is missing or of another session.");
    }
  }

  private static @Nullable String bearerOf(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
        ? header.substring(7).strip()
        : null;
  }

  /** As RFC 6749 names it. */
  record BearerToken(
      @JsonProperty("access_token") String accessToken,
      @JsonProperty("token_type") String tokenType,
      @JsonProperty("expires_in") long expiresIn) {}

  record Me(
      String id,
      String email,
      String name,
      @Schema(allowableValues = {"USER", "ENGINEER", "ADMIN", "SERVICE"}) String role) {}

  record Csrf(String token, String headerName) {}
}
