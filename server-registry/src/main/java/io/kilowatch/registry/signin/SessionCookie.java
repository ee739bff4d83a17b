package io.kilowatch.registry.signin;

import io.kilowatch.base.security.SessionToken;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Makes the cookie that carries a browser's token: out of reach of scripts, and sent by our own
 * pages only. It lasts as long as the browser runs; the session behind it may end before.
 */
@Component
class SessionCookie {

  private final CallSource source;
  private final boolean publicOriginIsHttps;

  SessionCookie(CallSource source, @Value("${kilowatch.public-origin}") String publicOrigin) {
    this.source = source;
    this.publicOriginIsHttps = publicOrigin.startsWith("https:");
  }

  String with(String token, HttpServletRequest request) {
    return cookie(token, request).build().toString();
  }

  String removed(HttpServletRequest request) {
    return cookie("", request).maxAge(Duration.ZERO).build().toString();
  }

  private ResponseCookie.ResponseCookieBuilder cookie(String value, HttpServletRequest request) {
    return ResponseCookie.from(SessionToken.COOKIE, value)
        .httpOnly(true)
        .sameSite("Strict")
        .path("/")
        .secure(publicOriginIsHttps || source.encrypted(request));
  }
}
