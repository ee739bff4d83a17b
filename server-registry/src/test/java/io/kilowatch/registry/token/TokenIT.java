package io.kilowatch.registry.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.kilowatch.registry.Caller;
import io.kilowatch.registry.RegistrySuite;
import io.kilowatch.registry.RunningRegistry;
import io.kilowatch.registry.StoreKind;
import io.kilowatch.registry.account.Account;
import io.kilowatch.registry.account.AccountStore;
import io.kilowatch.registry.session.Session;
import io.kilowatch.registry.session.Sessions;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenIT extends RegistrySuite {

  TokenIT(StoreKind kind) throws Exception {
    super(kind);
  }

  @Test
  void expiredToken_isRefused_butRenewedWhileItsSessionLives() throws Exception {
    Clock past = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-11));
    Session session = startSession(administrator());
    String expired =
        new UserTokens(registry.bean(SigningKeys.class), past).issue(administrator(), session);

    Caller caller = registry.nobody().bearer(expired);
    caller.get("/api/v1/auth/me").expectProblem(401);
    String renewed =
        caller.post("/api/v1/auth/refresh", null).expect(200).get("access_token").asString();
    registry.nobody().bearer(renewed).get("/api/v1/auth/me").expect(200);

    registry.bean(Sessions.class).revoke(session.id());
    caller.post("/api/v1/auth/refresh", null).expectProblem(401);
    registry.nobody().bearer(renewed).get("/api/v1/auth/me").expectProblem(401);
  }

  @Test
  void forgedToken_isRefused() throws Exception {
    SignedJWT real = SignedJWT.parse(realToken());
    ECKey own = new ECKeyGenerator(Curve.P_256).keyID(real.getHeader().getKeyID()).generate();
    SignedJWT forged =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(own.getKeyID()).build(),
            real.getJWTClaimsSet());
    forged.sign(new ECDSASigner(own));

    refused(forged.serialize());
  }

  @Test
  void tokenWithAnotherRoleThanSigned_isRefused() throws Exception {
    String token = realToken();
    String[] parts = token.split("\\.");
    String claims =
        new String(java.util.Base64.getUrlDecoder().decode(parts[1]))
            .replace("\"ADMIN\"", "\"ADMIM\"");
    parts[1] = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes());

    refused(String.join(".", parts));
  }

  @Test
  void unsignedToken_isRefused() throws Exception {
    JWTClaimsSet claims = SignedJWT.parse(realToken()).getJWTClaimsSet();

    refused(new PlainJWT(claims).serialize());
  }

  private void refused(String token) throws Exception {
    registry.nobody().bearer(token).get("/api/v1/auth/me").expectProblem(401);
    registry.nobody().cookie(token).get("/api/v1/auth/me").expectProblem(401);
    registry.nobody().bearer(token).post("/api/v1/auth/refresh", null).expectProblem(401);
    registry.nobody().cookie(token).post("/api/v1/auth/refresh", null).expectProblem(401);
    assertThat(registry.bean(UserTokens.class).read(token)).isEmpty();
  }

  private String realToken() {
    Account account = administrator();
    return registry.bean(UserTokens.class).issue(account, startSession(account));
  }

  private Session startSession(Account account) {
    return registry.bean(Sessions.class).start(account.id(), account.version());
  }

  private Account administrator() {
    return registry.bean(AccountStore.class).findByEmail(RunningRegistry.ADMIN_EMAIL).orElseThrow();
  }
}
