package io.kilowatch.registry.signin;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * Sign-ins that failed, or are being checked right now, for one address or one source; or the
 * registrations of one source.
 *
 * @param id hash of the address or source, so that its length is bounded
 * @param attempts oldest first, at most as many as are allowed
 */
@Document("sign_in_attempts")
record Attempts(@Id String id, List<Attempt> attempts, @Indexed Instant lastAt) {

  /**
   * One of them.
   *
   * @param settledAt when it was known to count; null while its password is being checked
   */
  record Attempt(String nonce, Instant at, @Nullable Instant settledAt) {}
}
