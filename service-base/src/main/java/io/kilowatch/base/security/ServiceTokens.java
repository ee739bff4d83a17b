package io.kilowatch.base.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** Signs the short-lived tokens that this service shows to others, with its own key. */
public final class ServiceTokens {

  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final Duration RENEW_BEFORE = Duration.ofMinutes(1);

  private final String service;
  private final ECKey key;
  private final Clock clock;

  private @Nullable String token;
  private Instant expiresAt = Instant.EPOCH;

  /**
   * Tokens of one service.
   *
   * @param key private P-256 key whose id is the service's name
   */
  public ServiceTokens(String service, ECKey key, Clock clock) {
    this.service = service;
    this.key = key;
    this.clock = clock;
  }

  /** A token that holds for at least a minute, for the header {@code Authorization: Bearer}. */
  public synchronized String bearer() {
    Instant now = clock.instant();
    String current = token;
    if (current == null || now.isAfter(expiresAt.minus(RENEW_BEFORE))) {
      expiresAt = now.plus(LIFETIME);
      current = sign(now);
      token = current;
    }
    return current;
  }

  private String sign(Instant now) {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(service)
            .subject(service)
            .audience(Tokens.AUDIENCE)
            .claim(Tokens.ROLE_CLAIM, Tokens.SERVICE_ROLE)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(expiresAt))
            .build();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).keyID(service).build();
    SignedJWT jwt = new SignedJWT(header, claims);
    try {
      jwt.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("the key of " + service + " can't sign", e);
    }
    return jwt.serialize();
  }
}
