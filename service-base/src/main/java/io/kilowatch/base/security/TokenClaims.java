package io.kilowatch.base.security;

import java.util.List;
import java.util.Set;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/** Accepts a token whose audience is the platform and whose role fits its issuer. */
final class TokenClaims implements OAuth2TokenValidator<Jwt> {

  private static final Set<String> PEOPLE = Set.of("USER", "ENGINEER", "ADMIN");

  @Override
  public OAuth2TokenValidatorResult validate(Jwt token) {
    List<String> audience = token.getAudience();
    if (audience == null || !audience.contains(Tokens.AUDIENCE)) {
      return refused("the audience is another");
    }
    if (token.getExpiresAt() == null || token.getSubject() == null) {
      return refused("expiry or subject is missing");
    }
    String role = String.valueOf(token.getClaimAsString(Tokens.ROLE_CLAIM));
    boolean fits =
        Tokens.ISSUER.equals(token.getClaimAsString("iss"))
            ? PEOPLE.contains(role)
            : Tokens.SERVICE_ROLE.equals(role);
    return fits
        ? OAuth2TokenValidatorResult.success()
        : refused("the role does not fit the issuer");
  }

  private static OAuth2TokenValidatorResult refused(String reason) {
    return OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", reason, null));
  }
}
