package io.kilowatch.scheduler.receipt;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.rounds.Rounds;
import io.kilowatch.scheduler.lease.Lease;
import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/**
 * Makes the receipts that are due, at the replica that plans. One that is made twice is the same,
 * so nothing depends on the lease.
 */
@Component
final class ReceiptRounds extends Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(ReceiptRounds.class);
  private static final long PAUSE_MILLIS = 5_000;
  private static final int MOST_AT_ONCE = 100;

  /** Until one that could not be made is tried again; meanwhile it holds up no other. */
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final Lease lease;
  private final TaskStore store;
  private final Receipts receipts;
  private final Directory directory;
  private final MongoTemplate mongo;
  private final Clock clock;

  ReceiptRounds(
      Lease lease,
      TaskStore store,
      Receipts receipts,
      Directory directory,
      MongoTemplate mongo,
      Clock clock) {
    super("receipts", PAUSE_MILLIS);
    this.lease = lease;
    this.store = store;
    this.receipts = receipts;
    this.directory = directory;
    this.mongo = mongo;
    this.clock = clock;
  }

  @Override
  protected void round() {
    Instant now = clock.instant();
    // A server that is not known yet would have a receipt of nothing, for good.
    if (lease.fence().isEmpty() || !directory.loaded()) {
      return;
    }
    store.owingReceipts(now, MOST_AT_ONCE).forEach(task -> make(task, now));
  }

  private void make(Task task, Instant now) {
    try {
      mongo.save(receipts.of(task, now));
      store.receiptDue(task.id(), null);
    } catch (RestClientException e) {
      LOG.warn("no receipt of {} yet, history does not answer: {}", task.id(), e.toString());
      putOff(task, now);
    } catch (RuntimeException e) {
      LOG.error("no receipt of {} yet", task.id(), e);
      putOff(task, now);
    }
  }

  /** Throws, and so ends the round, while it is the store that is away. */
  private void putOff(Task task, Instant now) {
    store.receiptDue(task.id(), now.plus(AGAIN));
  }
}
