package io.kilowatch.base.socket;

import io.kilowatch.base.security.CurrentUser;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/** The token a socket was opened with. */
public record SocketToken(Jwt token) {

  private static final String ATTRIBUTE = "kilowatch.token";

  /** The one of a socket with these attributes; null of a socket that was opened without. */
  public static @Nullable SocketToken of(@Nullable Map<String, Object> attributes) {
    return attributes == null ? null : (SocketToken) attributes.get(ATTRIBUTE);
  }

  /** Keeps it with the socket. */
  public void putInto(Map<String, Object> attributes) {
    attributes.put(ATTRIBUTE, this);
  }

  /** Whose it is. */
  public CurrentUser user() {
    return CurrentUser.of(token);
  }

  String sessionId() {
    return user().sessionId();
  }

  Instant expiresAt() {
    return Objects.requireNonNull(token.getExpiresAt(), "the decoder takes no token without");
  }
}
