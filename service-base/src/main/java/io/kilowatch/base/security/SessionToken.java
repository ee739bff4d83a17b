package io.kilowatch.base.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Finds the token of a request: the {@code Authorization} header of scripts and services, or the
 * session cookie of browsers.
 *
 * <p>On public paths it looks for none: an expired cookie must not keep anybody from signing in.
 */
public final class SessionToken implements BearerTokenResolver {

  public static final String COOKIE = "kw_session";

  private static final String SCHEME = "Bearer ";
  private static final String INGEST_KEY_PREFIX = "kw_";

  private final RequestMatcher publicPaths;

  SessionToken(RequestMatcher publicPaths) {
    this.publicPaths = publicPaths;
  }

  @Override
  public @Nullable String resolve(HttpServletRequest request) {
    if (publicPaths.matches(request)) {
      return null;
    }
    String bearer = bearer(request);
    return bearer == null ? cookie(request) : bearer;
  }

  /** Whether the browser sent the token by itself, so that the call needs a CSRF token too. */
  public static boolean fromCookie(HttpServletRequest request) {
    return bearer(request) == null && cookie(request) != null;
  }

  private static @Nullable String bearer(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    String token = header.substring(SCHEME.length()).strip();
    return token.startsWith(INGEST_KEY_PREFIX) ? null : token;
  }

  /** The session cookie's value; null where there is none. */
  public static @Nullable String cookie(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return null;
    }
    for (Cookie cookie : cookies) {
      if (cookie.getName().equals(COOKIE) && !cookie.getValue().isEmpty()) {
        return cookie.getValue();
      }
    }
    return null;
  }
}
