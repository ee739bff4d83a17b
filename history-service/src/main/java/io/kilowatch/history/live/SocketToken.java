package io.kilowatch.history.live;

import io.kilowatch.base.security.CurrentUser;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/** The token a socket was opened with. */
record SocketToken(Jwt token) {

  private static final String ATTRIBUTE = "kilowatch.token";

  static @Nullable SocketToken of(@Nullable Map<String, Object> attributes) {
    return attributes == null ? null : (SocketToken) attributes.get(ATTRIBUTE);
  }

  void putInto(Map<String, Object> attributes) {
    attributes.put(ATTRIBUTE, this);
  }

  String sessionId() {
    return CurrentUser.of(token).sessionId();
  }

  Instant expiresAt() {
    return Objects.requireNonNull(token.getExpiresAt(), "the decoder takes no token without");
  }
}
