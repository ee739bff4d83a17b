package io.kilowatch.ingestion.batch;

import io.kilowatch.ingestion.refusal.Refusal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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
   * Waits for the last confirm. That is no longer than {@link BrokerLink} lets the oldest batch of
   * a lane wait, so there is no timeout here: the timer of each would cost more than its request.
   *
   * @throws Refusal if one failed or did not come in time
   */
  void await() {
    try {
      settled.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Refusal refusal
          ? refusal
          : Refusal.outcomeUnknown("the broker could not be reached");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.outcomeUnknown("the service is stopping");
    }
  }
}
