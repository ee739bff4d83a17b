package io.kilowatch.ingestion.batch;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers the readings of one routing key and publishes them, on one thread and one channel.
 *
 * <p>While something is unconfirmed, later readings gather until it is confirmed, the linger is
 * over or the batch is full. After that they wait for those that were answered, who are about to
 * send again, but no longer than a moment: a batch leaves once as many requests wait for it as did
 * for any when the last confirm came. So all who send one request after the other come to share a
 * batch, which is what costs the broker and all behind it least, and a lone request waits for
 * nobody.
 */
final class Lane {

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
  private static final int PERSISTENT = 2;

  private final String routingKey;
  private final LaneRefusals refusals;
  private final PublishSettings settings;
  private final InFlightBytes inFlight;
  private final BatchMeters meters;
  private final Runnable onBrokenChannel;
  private final Executor onceReasonIsDue;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Not yet published, oldest first; only the last one still takes readings. */
  private final Deque<Batch> pending = new ArrayDeque<>();

  /** Published and not yet confirmed, by sequence number. */
  private final Deque<Batch> unconfirmed = new ArrayDeque<>();

  /** Refused by the broker, while the reason may still come. */
  private final Set<Batch> refused = new HashSet<>();

  /** How many requests waited for a batch when the last confirm came. */
  private int company;

  private @Nullable Channel channel;
  private boolean stopped;

  /**
   * A lane that is closed until it gets a channel.
   *
   * @param onBrokenChannel called when a channel fails in a way that its connection may not notice
   * @param onceReasonIsDue runs what is to be done when the broker should have said why it refused
   */
  Lane(
      String routingKey,
      PublishSettings settings,
      InFlightBytes inFlight,
      BatchMeters meters,
      Runnable onBrokenChannel,
      Executor onceReasonIsDue) {
    this.routingKey = routingKey;
    this.refusals = new LaneRefusals(routingKey);
    this.settings = settings;
    this.inFlight = inFlight;
    this.meters = meters;
    this.onBrokenChannel = onBrokenChannel;
    this.onceReasonIsDue = onceReasonIsDue;
  }

  String routingKey() {
    return routingKey;
  }

  /**
   * Takes runs that the receipt's request then waits for; their bytes have been reserved, and are
   * released when their batch is settled.
   */
  void add(List<ReadingRun> runs, Receipt receipt) {
    lock.lock();
    try {
      if (channel == null) {
        inFlight.release(runs.stream().mapToLong(RunBytes::of).sum());
        receipt.failed(new Refusal(RefusalCause.BROKER_AWAY, "the broker is away"));
        return;
      }
      boolean waiting = !pending.isEmpty();
      for (ReadingRun run : runs) {
        openBatch().add(run, receipt);
      }
      // What joins a batch that waits already, and has to wait on, changes nothing.
      if (!waiting || patience(pending.getFirst()).isZero()) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** From now on publishes on this channel. */
  void open(Channel fresh) {
    lock.lock();
    try {
      channel = fresh;
    } finally {
      lock.unlock();
    }
  }

  /** The connection is gone: nobody knows what became of the batches. */
  void close(Refusal why) {
    lock.lock();
    try {
      channel = null;
      failAll(why);
    } finally {
      lock.unlock();
    }
  }

  /** The broker takes nothing at the moment, so waiting for it is in vain. */
  void giveUp(Refusal why) {
    lock.lock();
    try {
      failAll(why);
    } finally {
      lock.unlock();
    }
  }

  void stop() {
    lock.lock();
    try {
      stopped = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  boolean idle() {
    lock.lock();
    try {
      return pending.isEmpty() && unconfirmed.isEmpty() && refused.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  boolean hasOpenChannel() {
    lock.lock();
    try {
      return channel != null && channel.isOpen();
    } finally {
      lock.unlock();
    }
  }

  /** How long the oldest batch has waited for its confirm; 0 if none does. */
  long oldestUnconfirmedNanos() {
    lock.lock();
    try {
      Batch oldest = unconfirmed.peekFirst();
      return oldest == null ? 0 : System.nanoTime() - oldest.publishedNanos();
    } finally {
      lock.unlock();
    }
  }

  /** Publishes until stopped, whatever fails: no other thread does it for this queue. */
  void run() {
    boolean more = true;
    while (more) {
      try {
        more = publishNext();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        more = false;
      } catch (Throwable e) {
        LOG.error("publishing to {} failed; the connection will be replaced", routingKey, e);
        onBrokenChannel.run();
      }
    }
  }

  private boolean publishNext() throws InterruptedException {
    Batch batch;
    Channel to;
    lock.lock();
    try {
      awaitTurn();
      to = channel;
      if (stopped || to == null) {
        return !stopped;
      }
      batch = pending.removeFirst();
      batch.markPublished(to.getNextPublishSeqNo(), System.nanoTime());
      unconfirmed.addLast(batch);
    } finally {
      lock.unlock();
    }
    publish(to, batch);
    return true;
  }

  /** Waits until the oldest pending batch should leave, or the lane is stopped. */
  private void awaitTurn() throws InterruptedException {
    while (!stopped) {
      Batch next = pending.peekFirst();
      if (next == null || unconfirmed.size() >= settings.maxUnconfirmedBatches()) {
        changed.await();
        continue;
      }
      long waitNanos = patience(next).toNanos() - (System.nanoTime() - next.openedNanos());
      if (waitNanos <= 0) {
        return;
      }
      changed.awaitNanos(waitNanos);
    }
  }

  /** How long after its first reading this batch leaves, as things are. */
  private Duration patience(Batch next) {
    if (isFull(next)) {
      return Duration.ZERO;
    }
    if (unconfirmed.isEmpty()) {
      return isComplete(next) ? Duration.ZERO : settings.gather();
    }
    return settings.linger();
  }

  private void publish(Channel to, Batch batch) {
    AMQP.BasicProperties properties =
        new AMQP.BasicProperties.Builder()
            .contentType(BrokerNames.READING_BATCH_CONTENT_TYPE)
            .deliveryMode(PERSISTENT)
            .messageId(Long.toString(batch.sequenceNumber()))
            .build();
    try {
      to.basicPublish(BrokerNames.READINGS_EXCHANGE, routingKey, true, properties, batch.encode());
    } catch (IOException | AlreadyClosedException e) {
      // Its numbers and the broker's may now differ, so no confirm of this channel means anything.
      LOG.debug("could not publish a batch; the connection will be replaced", e);
      onBrokenChannel.run();
    } catch (Throwable e) {
      abandon(batch);
      throw e;
    }
  }

  /** Fails a batch of which nobody knows whether it left, unless that was done meanwhile. */
  private void abandon(Batch batch) {
    lock.lock();
    try {
      if (unconfirmed.remove(batch)) {
        fail(batch, refusals.unpublished());
      }
    } finally {
      lock.unlock();
    }
  }

  /** The broker has these batches, safely, unless it returned them. */
  void confirmed(Channel from, long sequenceNumber, boolean andAllBefore) {
    List<Batch> settled;
    lock.lock();
    try {
      settled = takeUnconfirmed(from, sequenceNumber, andAllBefore);
      company = requests(settled) + requests(unconfirmed) + requests(pending);
    } finally {
      lock.unlock();
    }
    // Outside the lock: waking the requests is the longer part.
    settled.forEach(this::finish);
  }

  /** The broker could not keep these batches; their requests hear it once the reason is due. */
  void refused(Channel from, long sequenceNumber, boolean andAllBefore) {
    lock.lock();
    try {
      List<Batch> batches = takeUnconfirmed(from, sequenceNumber, andAllBefore);
      refused.addAll(batches);
      onceReasonIsDue.execute(
          () -> batches.forEach(batch -> failRefused(batch, refusals.notStored())));
    } finally {
      lock.unlock();
    }
  }

  /** The broker found no queue for this batch: RabbitMQ says so before its confirm. */
  void returned(Channel from, long sequenceNumber) {
    lock.lock();
    try {
      if (from.equals(channel)) {
        unconfirmed.stream()
            .filter(batch -> batch.sequenceNumber() == sequenceNumber)
            .forEach(batch -> batch.markReturned(refusals.noQueue()));
        refused.stream()
            .filter(batch -> batch.sequenceNumber() == sequenceNumber)
            .toList()
            .forEach(batch -> failRefused(batch, refusals.noQueue()));
      }
    } finally {
      lock.unlock();
    }
  }

  private void failRefused(Batch batch, Refusal why) {
    lock.lock();
    try {
      if (refused.remove(batch)) {
        fail(batch, why);
      }
    } finally {
      lock.unlock();
    }
  }

  private List<Batch> takeUnconfirmed(Channel from, long sequenceNumber, boolean andAllBefore) {
    List<Batch> taken = new ArrayList<>();
    if (!from.equals(channel)) {
      return taken;
    }
    Iterator<Batch> oldestFirst = unconfirmed.iterator();
    while (oldestFirst.hasNext()) {
      Batch batch = oldestFirst.next();
      if (batch.sequenceNumber() > sequenceNumber) {
        break;
      }
      if (andAllBefore || batch.sequenceNumber() == sequenceNumber) {
        oldestFirst.remove();
        taken.add(batch);
      }
    }
    changed.signal();
    return taken;
  }

  private void finish(Batch batch) {
    inFlight.release(batch.bytes());
    if (batch.confirm()) {
      meters.confirmed(batch.readings(), System.nanoTime() - batch.publishedNanos());
    } else {
      meters.failed();
    }
  }

  private void fail(Batch batch, Refusal why) {
    inFlight.release(batch.bytes());
    batch.fail(why);
    meters.failed();
  }

  private void failAll(Refusal why) {
    unconfirmed.forEach(batch -> fail(batch, why));
    refused.forEach(batch -> fail(batch, why));
    pending.forEach(batch -> fail(batch, why));
    unconfirmed.clear();
    refused.clear();
    pending.clear();
    changed.signal();
  }

  private Batch openBatch() {
    Batch last = pending.peekLast();
    if (last == null || isFull(last)) {
      last = new Batch(System.nanoTime());
      pending.addLast(last);
    }
    return last;
  }

  private static int requests(Collection<Batch> batches) {
    return batches.stream().mapToInt(Batch::requests).sum();
  }

  /** Whether as many requests wait for it as there seem to be. */
  private boolean isComplete(Batch batch) {
    return isFull(batch) || batch.requests() >= company;
  }

  private boolean isFull(Batch batch) {
    return batch.readings() >= settings.maxBatchReadings()
        || batch.servers() >= settings.maxBatchServers();
  }
}
