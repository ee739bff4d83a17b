package io.kilowatch.base.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The proof that a call which carries the session cookie was made by our own page: a text whose
 * SHA-256 stands in the session's token, so that no service needs shared state to check it.
 */
public final class CsrfToken {

  public static final String HEADER = "X-CSRF-Token";
  public static final String CLAIM = "csrf";

  private CsrfToken() {}

  /** What stands in the claim: base64url of SHA-256, without padding. */
  public static String hash(String csrfToken) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(csrfToken.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** Whether this text belongs to the session of this token. */
  public static boolean matches(Jwt token, @Nullable String presented) {
    String expected = token.getClaimAsString(CLAIM);
    return presented != null
        && expected != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8),
            hash(presented).getBytes(StandardCharsets.UTF_8));
  }
}
