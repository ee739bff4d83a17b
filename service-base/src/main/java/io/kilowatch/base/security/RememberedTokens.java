package io.kilowatch.base.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Checks the signature of a token once a minute: a page or a service comes with the same one again
 * and again, and without the optimizing compiler that check took most of a request's time. Expiry
 * and claims are checked each time.
 */
final class RememberedTokens implements JwtDecoder {

  /** After which a key that was withdrawn counts no more. */
  static final Duration REMEMBERED = Duration.ofMinutes(1);

  private static final int MOST = 1_000;

  private final JwtDecoder decoder;
  private final OAuth2TokenValidator<Jwt> claims;
  private final Cache<String, Jwt> good;

  /**
   * @param decoder checks all of a token
   * @param claims what it checks beside the signature
   */
  RememberedTokens(JwtDecoder decoder, OAuth2TokenValidator<Jwt> claims, Ticker ticker) {
    this.decoder = decoder;
    this.claims = claims;
    this.good =
        Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST).ticker(ticker).build();
  }

  @Override
  public Jwt decode(String token) {
    Jwt known = good.getIfPresent(token);
    if (known != null && !claims.validate(known).hasErrors()) {
      return known;
    }
    Jwt checked = decoder.decode(token);
    good.put(token, checked);
    return checked;
  }
}
