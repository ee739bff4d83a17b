package io.kilowatch.base.security;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** How every service checks tokens, and signs its own. */
@AutoConfiguration(before = OAuth2ResourceServerAutoConfiguration.class)
public class SecurityAutoConfiguration {

  private static final Duration KEYS_CACHED = Duration.ofMinutes(5);
  private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(10);
  private static final Duration OUTAGE = Duration.ofHours(12);
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);
  private static final int FETCH_TIMEOUT_MILLIS = 3_000;
  private static final int JWKS_BYTES = 64 * 1024;

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  @ConditionalOnMissingBean
  ServiceTokens serviceTokens(
      @Value("${spring.application.name}") String service,
      @Value("${kilowatch.service-key-file}") String keyFile,
      Clock clock) {
    ECKey key = KeyFiles.privateKey(keyFile);
    return new ServiceTokens(service, key, clock);
  }

  /** The registry's keys over HTTP: cached, rarely fetched for unknown ids, kept in an outage. */
  @Bean
  @ConditionalOnMissingBean
  UserTokenKeys userTokenKeys(@Value("${kilowatch.registry-uri}") URI registry)
      throws MalformedURLException {
    return new UserTokenKeys(
        JWKSourceBuilder.<SecurityContext>create(
                registry.resolve("/api/v1/auth/jwks").toURL(),
                new DefaultResourceRetriever(
                    FETCH_TIMEOUT_MILLIS, FETCH_TIMEOUT_MILLIS, JWKS_BYTES))
            .cache(KEYS_CACHED.toMillis(), 2L * FETCH_TIMEOUT_MILLIS)
            .rateLimited(BETWEEN_FETCHES.toMillis())
            .outageTolerant(OUTAGE.toMillis())
            .build());
  }

  @Bean
  @ConditionalOnMissingBean
  JwtDecoder jwtDecoder(
      UserTokenKeys people, @Value("${kilowatch.service-jwks-file}") String jwksFile) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWTClaimsSetAwareJWSKeySelector(
        new TokenKeySelector(people, KeyFiles.publicKeys(jwksFile)));
    // Spring's validators below check the claims, with an error that says which.
    processor.setJWTClaimsSetVerifier((claims, context) -> {});
    OAuth2TokenValidator<Jwt> claims =
        new DelegatingOAuth2TokenValidator<>(
            new JwtTimestampValidator(CLOCK_SKEW), new TokenClaims());
    NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
    decoder.setJwtValidator(claims);
    return new RememberedTokens(decoder, claims, Ticker.systemTicker());
  }
}
