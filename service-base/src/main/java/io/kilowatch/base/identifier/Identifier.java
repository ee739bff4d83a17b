package io.kilowatch.base.identifier;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes ids and secrets that cannot be guessed and need no escaping in a URL or routing key. */
public final class Identifier {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int CHARACTERS = 20;

  private Identifier() {}

  /** An id of 100 random bits, in Crockford's base 32. */
  public static String fresh() {
    StringBuilder id = new StringBuilder(CHARACTERS);
    for (int i = 0; i < CHARACTERS; i++) {
      id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }

  /** A secret of 256 random bits, in base64url. */
  public static String secret() {
    byte[] bits = new byte[32];
    RANDOM.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }
}
