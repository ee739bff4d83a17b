package io.kilowatch.ingestion.batch;

import io.kilowatch.contracts.reading.ReadingBatchCodec;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.ingestion.refusal.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs of readings that go out in one broker message, and the requests that wait for it. Guarded by
 * the lock of its {@link Lane}, but for {@link #encode} after the lane has closed it.
 */
final class Batch {

  private final List<ReadingRun> runs = new ArrayList<>();
  private final Set<String> servers = new HashSet<>();
  private final List<Receipt> receipts = new ArrayList<>();
  private final long openedNanos;
  private int readings;
  private long bytes;
  private long publishedNanos;
  private long sequenceNumber;
  private @Nullable Refusal refusal;

  Batch(long openedNanos) {
    this.openedNanos = openedNanos;
  }

  void add(ReadingRun run, Receipt receipt) {
    runs.add(run);
    servers.add(run.serverId());
    readings += run.size();
    bytes += RunBytes.of(run);
    // A request hands its runs in one after another, so its receipt can only be the last one.
    if (receipts.isEmpty() || receipts.getLast() != receipt) {
      receipts.add(receipt);
      receipt.expect();
    }
  }

  byte[] encode() {
    // Runs that are each of another server have nothing to join.
    boolean apart = servers.size() == runs.size();
    return ReadingBatchCodec.encode(apart ? runs : JoinedRuns.of(runs));
  }

  int readings() {
    return readings;
  }

  /** Of how many servers it has readings; in its lane that is nearly how many series. */
  int servers() {
    return servers.size();
  }

  /** How many requests wait for it. */
  int requests() {
    return receipts.size();
  }

  long bytes() {
    return bytes;
  }

  long openedNanos() {
    return openedNanos;
  }

  void markPublished(long sequence, long nanos) {
    sequenceNumber = sequence;
    publishedNanos = nanos;
  }

  /** The broker sent it back: the confirm with which RabbitMQ follows means nothing. */
  void markReturned(Refusal why) {
    refusal = why;
  }

  long sequenceNumber() {
    return sequenceNumber;
  }

  long publishedNanos() {
    return publishedNanos;
  }

  /** Tells the requests of the broker's confirm. */
  boolean confirm() {
    if (refusal != null) {
      fail(refusal);
      return false;
    }
    receipts.forEach(Receipt::confirmed);
    return true;
  }

  /** Tells the requests that their readings may be lost; a return says best why. */
  void fail(Refusal why) {
    Refusal told = refusal == null ? why : refusal;
    receipts.forEach(receipt -> receipt.failed(told));
  }
}
