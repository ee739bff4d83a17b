package io.kilowatch.base.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.JWTClaimsSetAwareJWSKeySelector;
import java.security.Key;
import java.util.List;

/**
 * Chooses the key by the issuer: the registry's for people, a service's own for that service. So a
 * service can't make a person's token, nor one for another service.
 */
final class TokenKeySelector implements JWTClaimsSetAwareJWSKeySelector<SecurityContext> {

  private final JWSVerificationKeySelector<SecurityContext> people;
  private final JWKSet services;

  TokenKeySelector(UserTokenKeys people, JWKSet services) {
    this.people = new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, people.source());
    this.services = services;
  }

  @Override
  public List<? extends Key> selectKeys(
      JWSHeader header, JWTClaimsSet claims, SecurityContext context) throws KeySourceException {
    if (Tokens.ISSUER.equals(claims.getIssuer())) {
      return people.selectJWSKeys(header, context);
    }
    if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())
        || header.getKeyID() == null
        || !header.getKeyID().equals(claims.getIssuer())) {
      return List.of();
    }
    return new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, new ImmutableJWKSet<>(services))
        .selectJWSKeys(header, context);
  }
}
