package io.kilowatch.series.deadletter;

import com.datastax.oss.driver.api.core.CqlSession;
import io.kilowatch.series.store.StoreSettings;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Keeps dead letters until somebody replays or deletes them. */
@SuppressWarnings("DoNotCallSuggester")
public final class DeadLetters {

  /** Prepares its statements, so {@code Schema.apply} comes first. */
  public DeadLetters(CqlSession session, StoreSettings settings, Clock clock) {}

  /** Stores one; complete with its id when it is stored. */
  public CompletableFuture<UUID> store(
      String reason, String routingKey, String ingestKeyId, ByteBuffer payload) {
    throw new UnsupportedOperationException("in the next commit");
  }

  /**
   * Newest first.
   *
   * @param cursor of the page before; null for the first page
   * @throws IllegalArgumentException if the cursor is none of ours
   */
  public DeadLetterPage list(int limit, @Nullable String cursor) {
    throw new UnsupportedOperationException("in the next commit");
  }

  public Optional<DeadLetter> get(UUID id) {
    throw new UnsupportedOperationException("in the next commit");
  }

  /**
   * Forgets one.
   *
   * @return whether there was one
   */
  public boolean delete(UUID id) {
    throw new UnsupportedOperationException("in the next commit");
  }
}
