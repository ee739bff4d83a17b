package io.kilowatch.edge;

import java.net.URI;
import org.springframework.http.HttpHeaders;

/** What the page may load and who may frame it. */
final class SecurityHeaders {
  private final String contentSecurityPolicy;

  SecurityHeaders(URI publicOrigin) {
    // Browsers differ on whether 'self' covers web sockets of the same origin, so it is named.
    String webSockets = publicOrigin.toString().replaceFirst("^http", "ws");
    this.contentSecurityPolicy =
        "default-src 'self'; connect-src 'self' "
            + webSockets
            + "; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self';"
            + " frame-ancestors 'none'";
  }

  void apply(HttpHeaders headers) {
    headers.set("Content-Security-Policy", contentSecurityPolicy);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
  }
}
