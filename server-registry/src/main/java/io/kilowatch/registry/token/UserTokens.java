package io.kilowatch.registry.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.kilowatch.base.security.CsrfToken;
import io.kilowatch.base.security.Tokens;
import io.kilowatch.registry.account.Account;
import io.kilowatch.registry.session.Session;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Signs people's tokens, and reads those that come back to be renewed. */
@Component
public class UserTokens {

  /** How long a token holds. */
  public static final Duration LIFETIME = Duration.ofMinutes(10);

  private final SigningKeys keys;
  private final Clock clock;

  UserTokens(SigningKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** A token for a person in a session. */
  public String issue(Account account, Session session) {
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(Tokens.ISSUER)
            .audience(Tokens.AUDIENCE)
            .subject(account.id())
            .claim("email", account.email())
            .claim("name", account.name())
            .claim(Tokens.ROLE_CLAIM, account.role().name())
            .claim(Tokens.SESSION_CLAIM, session.id())
            .claim(CsrfToken.CLAIM, CsrfToken.hash(session.csrfToken()))
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFETIME)))
            .build();
    ECKey key = keys.current();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(JOSEObjectType.JWT)
            .keyID(key.getKeyID())
            .build();
    SignedJWT token = new SignedJWT(header, claims);
    try {
      token.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("key " + key.getKeyID() + " can't sign", e);
    }
    return token.serialize();
  }

  /**
   * What a token says that one of our keys signed, its end left aside: whether it may be renewed is
   * for its session to say.
   */
  public Optional<SignedClaims> read(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      boolean ours =
          verified(jwt)
              && Tokens.ISSUER.equals(claims.getIssuer())
              && claims.getAudience().contains(Tokens.AUDIENCE);
      String session = claims.getStringClaim(Tokens.SESSION_CLAIM);
      String csrf = claims.getStringClaim(CsrfToken.CLAIM);
      return ours && session != null && csrf != null
          ? Optional.of(new SignedClaims(session, csrf))
          : Optional.empty();
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }

  private boolean verified(SignedJWT jwt) throws JOSEException {
    if (!JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm())) {
      return false;
    }
    @Nullable String keyId = jwt.getHeader().getKeyID();
    JWK key = keyId == null ? null : keys.published().getKeyByKeyId(keyId);
    return key instanceof ECKey ec && jwt.verify(new ECDSAVerifier(ec));
  }

  /**
   * The claims that renewal looks at.
   *
   * @param csrfHash hash of the session's CSRF token
   */
  public record SignedClaims(String sessionId, String csrfHash) {}
}
