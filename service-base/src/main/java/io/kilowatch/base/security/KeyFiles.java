package io.kilowatch.base.security;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;

/** Reads the key files that an operator mounts. */
final class KeyFiles {

  private KeyFiles() {}

  static ECKey privateKey(String file) {
    ECKey key = read(file, "KILOWATCH_SERVICE_KEY_FILE", ECKey::parse);
    if (!key.isPrivate()) {
      throw new IllegalStateException(file + " holds no private key");
    }
    return key;
  }

  static JWKSet publicKeys(String file) {
    return read(file, "KILOWATCH_SERVICE_JWKS_FILE", JWKSet::parse).toPublicJWKSet();
  }

  private static <T> T read(String file, String variable, Parser<T> parser) {
    if (file.isBlank()) {
      throw new IllegalStateException(variable + " must name a file");
    }
    try {
      return parser.parse(Files.readString(Path.of(file)));
    } catch (IOException | ParseException e) {
      throw new IllegalStateException(
          "the file that " + variable + " names can't be read: " + e.getMessage(), e);
    }
  }

  private interface Parser<T> {
    T parse(String json) throws ParseException;
  }
}
