package io.kilowatch.packager.batch;

import com.rabbitmq.client.Connection;
import io.kilowatch.packager.broker.ConfirmedPublisher;
import io.kilowatch.packager.closing.TouchedHours;
import io.kilowatch.packager.deadletter.LetterKeeper;
import io.kilowatch.packager.live.LiveThrottle;
import io.kilowatch.packager.shift.Backoff;
import io.kilowatch.packager.shift.Shift;
import io.kilowatch.packager.store.Store;
import io.kilowatch.packager.store.StoreFailures;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Consumes the reading queues while the store takes what comes.
 *
 * <p>When the store goes away, the batch it did not take is remembered while its messages are back
 * with the broker, and storing it is the probe for when to consume again: a store that answers but
 * cannot write would else spend the messages' deliveries. Its messages come again and are stored
 * again, which changes nothing.
 */
final class ReadingShift implements Shift {

  private static final int PROBE_SECONDS = 30;

  /** Only a driver that never answers comes to this one. */
  private static final int WRITE_MINUTES = 10;

  private final BatchProperties bounds;
  private final Sorter sorter;
  private final LiveThrottle live;
  private final TouchedHours touched;
  private final ConfirmedPublisher publisher;
  private final LetterKeeper keeper;
  private final BatchMetrics metrics;
  private final Clock clock;
  private @Nullable Batch notTaken;

  /** Its way to the store, which the next probe waits for too: begun anew it would take longer. */
  private @Nullable CompletableFuture<Void> writing;

  ReadingShift(
      BatchProperties bounds,
      Sorter sorter,
      LiveThrottle live,
      TouchedHours touched,
      ConfirmedPublisher publisher,
      LetterKeeper keeper,
      BatchMetrics metrics,
      Clock clock) {
    this.bounds = bounds;
    this.sorter = sorter;
    this.live = live;
    this.touched = touched;
    this.publisher = publisher;
    this.keeper = keeper;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "readings";
  }

  @Override
  public void probe(Store store) throws Exception {
    store.probe(clock);
    Batch batch = notTaken;
    if (batch != null) {
      writeAgain(store, batch);
      notTaken = null;
    }
  }

  private void writeAgain(Store store, Batch batch) throws Exception {
    try {
      if (writing == null) {
        writing =
            store
                .series()
                .appendPacked(batch.readingsBySeries())
                .orTimeout(WRITE_MINUTES, TimeUnit.MINUTES);
      }
      writing.get(PROBE_SECONDS, TimeUnit.SECONDS);
      writing = null;
    } catch (ExecutionException | IllegalArgumentException e) {
      writing = null;
      // A store that refuses readings is there; when they come again they become dead letters.
      if (!StoreFailures.refused(StoreFailures.cause(e))) {
        throw e;
      }
    }
  }

  @Override
  public void work(Connection connection, Store store, Backoff progress) throws Exception {
    BatchWriter writer =
        new BatchWriter(
            store.series()::appendPacked,
            () -> store.probe(clock),
            publisher::publish,
            reject -> keep(reject, store),
            bounds,
            metrics);
    try {
      new Consumption(
              connection.createChannel(), bounds, sorter, live, touched, writer, metrics, progress)
          .run();
    } catch (StoreAwayException e) {
      notTaken = e.batch();
      throw e;
    }
  }

  private void keep(Reject reject, Store store)
      throws ExecutionException, TimeoutException, InterruptedException {
    ByteBuffer body = ByteBuffer.wrap(reject.body());
    keeper.keep(store.deadLetters(), reject.reason(), reject.routingKey(), body);
  }
}
