package io.kilowatch.base.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

class RememberedTokensTests {

  private final List<String> checked = new ArrayList<>();
  private boolean expired;
  private long nanos;
  private final RememberedTokens tokens =
      new RememberedTokens(this::check, this::validate, () -> nanos);

  @Test
  void decode_sameTokenAgain_checksItsSignatureOnce() {
    Jwt first = tokens.decode("good");
    assertThat(tokens.decode("good")).isSameAs(first);
    assertThat(tokens.decode("better").getTokenValue()).isEqualTo("better");
    assertThat(checked).containsExactly("good", "better");
  }

  @Test
  void decode_aMinuteLater_checksAgain() {
    tokens.decode("good");
    nanos = RememberedTokens.REMEMBERED.toNanos();
    tokens.decode("good");
    assertThat(checked).containsExactly("good", "good");
  }

  @Test
  void decode_expiredMeanwhile_isRefused() {
    tokens.decode("good");
    expired = true;
    assertThatThrownBy(() -> tokens.decode("good")).isInstanceOf(BadJwtException.class);
  }

  @Test
  void decode_badSignature_isRefusedEachTime() {
    assertThatThrownBy(() -> tokens.decode("bad")).isInstanceOf(BadJwtException.class);
    assertThatThrownBy(() -> tokens.decode("bad")).isInstanceOf(BadJwtException.class);
    assertThat(checked).containsExactly("bad", "bad");
  }

  private Jwt check(String token) {
    checked.add(token);
    if (expired || token.equals("bad")) {
      throw new BadJwtException("no");
    }
    Instant now = Instant.EPOCH;
    return Jwt.withTokenValue(token)
        .header("alg", "ES256")
        .issuedAt(now)
        .expiresAt(now.plus(Duration.ofMinutes(15)))
        .build();
  }

  private OAuth2TokenValidatorResult validate(Jwt token) {
    return expired
        ? OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token"))
        : OAuth2TokenValidatorResult.success();
  }
}
