package io.kilowatch.base.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.function.UnaryOperator;

/** Tokens, good and bad. */
final class TestTokens {

  static final ECKey REGISTRY_KEY = key("registry-1");
  static final ECKey SERVICE_KEY = key("history-service");
  static final ECKey STRANGER_KEY = key("registry-1");

  private TestTokens() {}

  static ECKey key(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String user(String role) {
    return sign(REGISTRY_KEY, claims(role).build());
  }

  static JWTClaimsSet.Builder claims(String role) {
    return new JWTClaimsSet.Builder()
        .issuer("kilowatch")
        .audience("kilowatch")
        .subject("u1")
        .claim("email", "u1@example.org")
        .claim("name", "U One")
        .claim("role", role)
        .claim("sid", "s1")
        .claim("csrf", CsrfToken.hash("csrf-of-s1"))
        .expirationTime(Date.from(Instant.now().plusSeconds(600)));
  }

  static String altered(UnaryOperator<JWTClaimsSet.Builder> change) {
    return sign(REGISTRY_KEY, change.apply(claims("ADMIN")).build());
  }

  static String service(ECKey key, String issuer, String role) {
    return sign(key, claims(role).issuer(issuer).subject(issuer).build());
  }

  static String unsigned() {
    return new PlainJWT(claims("ADMIN").build()).serialize();
  }

  static String sign(ECKey key, JWTClaimsSet claims) {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
    try {
      jwt.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return jwt.serialize();
  }
}
