package io.kilowatch.base.security;

import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Who calls, as the token says; a controller method takes it as an argument.
 *
 * @param role {@code USER}, {@code ENGINEER}, {@code ADMIN} or {@code SERVICE}
 * @param sessionId session of a person's token; empty for a service
 */
public record CurrentUser(String id, String email, String name, String role, String sessionId) {

  /** Reads the claims of a verified token. */
  public static CurrentUser of(Jwt token) {
    return new CurrentUser(
        textClaim(token, "sub"),
        textClaim(token, "email"),
        textClaim(token, "name"),
        textClaim(token, "role"),
        textClaim(token, "sid"));
  }

  private static String textClaim(Jwt token, String claim) {
    String value = token.getClaimAsString(claim);
    return value == null ? "" : value;
  }
}
