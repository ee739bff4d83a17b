package io.kilowatch.ingestion.batch;

import io.kilowatch.ingestion.refusal.Refusal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What a request waits for: the confirms of all batches that carry its readings. */
final class Receipt {

  /** One more than batches, until all of the request's readings are in one. */
  private final AtomicInteger outstanding = new AtomicInteger(1);

  private final CompletableFuture<@Nullable Void> settled = new CompletableFuture<>();

  /** A batch carries readings of this request. */
  void expect() {
    outstanding.incrementAndGet();
  }

  /** A batch is confirmed, or all of the request's readings are in one. */
  void confirmed() {
    if (outstanding.decrementAndGet() == 0) {
      settled.complete(null);
    }
  }

  void failed(Refusal refusal) {
    settled.completeExceptionally(refusal);
  }

  /**
   * Ends with the last confirm, or with a {@link Refusal} if one failed. That is no longer than
   * {@link BrokerLink} lets the oldest batch of a lane wait, so there is no timeout here: the timer
   * of each would cost more than its request.
   */
  CompletableFuture<@Nullable Void> settled() {
    return settled;
  }
}
