package io.kilowatch.ingestion.batch;

import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds what the service holds in memory, across all requests. */
public final class InFlightBytes {

  private final AtomicLong bytes = new AtomicLong();
  private final long limit;

  public InFlightBytes(long limit) {
    this.limit = limit;
  }

  /**
   * Counts these bytes in.
   *
   * @throws Refusal if they are too many; they are not counted then
   */
  public void reserve(long more) {
    if (bytes.addAndGet(more) > limit) {
      bytes.addAndGet(-more);
      throw new Refusal(
          RefusalCause.BUSY, "too many readings are on their way to the broker already");
    }
  }

  public void release(long fewer) {
    bytes.addAndGet(-fewer);
  }

  public long current() {
    return bytes.get();
  }
}
