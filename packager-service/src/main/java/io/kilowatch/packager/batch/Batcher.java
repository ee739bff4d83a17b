package io.kilowatch.packager.batch;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Gathers deliveries until there are enough of them, or the first has waited long enough. */
final class Batcher {

  private final BatchProperties bounds;
  private final LongSupplier nanoClock;
  private final Sources sources;

  /** The open batch's: of a large one it is ten megabytes, so there is no second one. */
  private final RunLog log = new RunLog();

  private @Nullable Batch open;
  private long openedNanos;

  /**
   * @param nanoClock {@code System::nanoTime}, which no one sets back
   * @param sources of all batches, with what is told of each run as it comes
   */
  Batcher(BatchProperties bounds, LongSupplier nanoClock, Sources sources) {
    this.bounds = bounds;
    this.nanoClock = nanoClock;
    this.sources = sources;
  }

  void add(Delivery delivery, Sorted sorted) {
    Batch batch = open;
    if (batch == null) {
      batch = new Batch(sources, log, delivery.tag());
      openedNanos = nanoClock.getAsLong();
      open = batch;
    }
    batch.add(delivery, sorted);
  }

  /** How long the open batch may still wait; 0 when it is due, the longest time without one. */
  long nanosUntilDue() {
    Batch batch = open;
    if (batch == null) {
      return Long.MAX_VALUE;
    }
    long waited = nanoClock.getAsLong() - openedNanos;
    boolean enough = full() || batch.mostOfOneQueue() >= bounds.deliveriesOfQueue();
    return enough ? 0 : Math.max(0, lingerNanos(batch) - waited);
  }

  private long lingerNanos(Batch batch) {
    long bySegments = batch.segments() * bounds.lingerOfSegment().toNanos();
    long longest = bounds.longestLinger().toNanos();
    return Math.max(bounds.linger().toNanos(), Math.min(bySegments, longest));
  }

  /** Whether the open batch takes no more: until then a batch that is due may still grow. */
  boolean full() {
    Batch batch = open;
    return batch != null
        && (batch.readings() >= bounds.readings()
            || batch.segments() >= bounds.segments()
            || batch.bytes() >= bounds.bytes());
  }

  /** The open batch; the next delivery begins another. */
  Batch take() {
    Batch batch = open;
    if (batch == null) {
      throw new IllegalStateException("no batch is open");
    }
    open = null;
    batch.close();
    return batch;
  }
}
