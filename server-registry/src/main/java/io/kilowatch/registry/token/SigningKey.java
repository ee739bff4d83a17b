package io.kilowatch.registry.token;

import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A key that signs tokens. Its id is numbered, so that of two replicas which create the next one at
 * once only one can.
 *
 * @param jwk the private key (RFC 7517)
 * @param usedFrom when it signs; it is published before, for caches to know it by then
 */
@Document("signing_keys")
record SigningKey(@Id String id, int number, String jwk, Instant usedFrom) {

  static String id(int number) {
    return "user-" + number;
  }
}
