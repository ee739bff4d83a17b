package io.kilowatch.packager.batch;

import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.packager.broker.OutgoingMessage;
import io.kilowatch.packager.store.StoreFailures;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.store.PackedReadings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a batch to where it belongs: good readings into the store, the rest to the dead letters.
 */
final class BatchWriter {

  /** The store's append. */
  @FunctionalInterface
  interface Appending {
    CompletableFuture<Void> append(Map<SeriesKey, PackedReadings> readings);
  }

  /** Publishing that returns once the broker has confirmed. */
  @FunctionalInterface
  interface Publishing {
    void publish(List<OutgoingMessage> messages) throws IOException;
  }

  /** The store's dead letters, as their queue would bring them there. */
  @FunctionalInterface
  interface Keeping {
    void keep(Reject reject) throws ExecutionException, TimeoutException, InterruptedException;
  }

  /** The store says that this very write can never succeed. */
  private static final class RefusedException extends Exception {
    RefusedException(Throwable cause) {
      super(cause.toString(), cause);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

  /**
   * Far above the driver's own timeout, and what a batch within its bounds takes: only a driver
   * that never answers comes to this one.
   */
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(60);

  private final Appending store;
  private final Runnable probe;
  private final Publishing deadLetters;
  private final Keeping keptLetters;
  private final BatchProperties bounds;
  private final BatchMetrics metrics;

  /**
   * @param probe returns when the store answers and can keep readings, throws when it does not
   */
  BatchWriter(
      Appending store,
      Runnable probe,
      Publishing deadLetters,
      Keeping keptLetters,
      BatchProperties bounds,
      BatchMetrics metrics) {
    this.store = store;
    this.probe = probe;
    this.deadLetters = deadLetters;
    this.keptLetters = keptLetters;
    this.bounds = bounds;
    this.metrics = metrics;
  }

  /**
   * Returns when nothing of the batch can be lost any more.
   *
   * @throws StoreAwayException if the store may take it later
   * @throws IOException if neither broker nor store took a dead letter
   */
  void write(Batch batch, Map<SeriesKey, PackedReadings> readings)
      throws StoreAwayException, IOException, InterruptedException {
    List<Reject> rejects = new ArrayList<>(batch.rejects());
    try {
      append(batch, readings);
    } catch (RefusedException e) {
      rejects.addAll(appendSeriesBySeries(batch, readings));
    }
    if (!rejects.isEmpty()) {
      deadLetter(rejects);
      rejects.forEach(metrics::deadLettered);
    }
  }

  /**
   * A broker that blocks its publishers, as one whose disk is filling up, still has its messages
   * taken. To wait for its confirm would have the batch come again and again, until its good
   * messages have been delivered too often; and the store has just answered.
   */
  private void deadLetter(List<Reject> rejects) throws IOException, InterruptedException {
    try {
      deadLetters.publish(rejects.stream().map(Reject::message).toList());
    } catch (IOException e) {
      LOG.warn("{} dead letters go straight to the store: {}", rejects.size(), e.getMessage());
      keep(rejects, e);
    }
  }

  private void keep(List<Reject> rejects, IOException notConfirmed)
      throws IOException, InterruptedException {
    try {
      for (Reject reject : rejects) {
        keptLetters.keep(reject);
      }
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      notConfirmed.addSuppressed(e);
      throw notConfirmed;
    }
  }

  /** Finds out which series the store refuses, and stores the others. */
  private List<Reject> appendSeriesBySeries(Batch batch, Map<SeriesKey, PackedReadings> readings)
      throws StoreAwayException, InterruptedException {
    requireAnsweringStore(batch);
    List<Reject> refused = new ArrayList<>();
    for (Map.Entry<SeriesKey, PackedReadings> series : readings.entrySet()) {
      try {
        append(batch, Map.of(series.getKey(), series.getValue()));
      } catch (RefusedException e) {
        refused.add(refused(batch, series.getKey(), e));
      }
    }
    return refused;
  }

  /**
   * A store without its tables, or one that keeps nothing for so long, refuses everything, and that
   * is not the readings' fault.
   */
  private void requireAnsweringStore(Batch batch) throws StoreAwayException {
    try {
      probe.run();
    } catch (RuntimeException e) {
      throw new StoreAwayException(batch, e);
    }
  }

  private static Reject refused(Batch batch, SeriesKey key, RefusedException e) {
    String routingKey =
        Metric.ofWireName(key.metric()).map(BrokerNames::routingKey).orElse("other");
    return Reject.ofRuns("refused by the store: " + e.getMessage(), routingKey, batch.runs(key));
  }

  private void append(Batch batch, Map<SeriesKey, PackedReadings> readings)
      throws RefusedException, StoreAwayException, InterruptedException {
    if (readings.isEmpty()) {
      return;
    }
    Duration pause = bounds.retryPause();
    for (int attempt = 0; ; attempt++) {
      try {
        store.append(readings).get(WRITE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (ExecutionException | TimeoutException | RuntimeException e) {
        Throwable cause = StoreFailures.cause(e);
        if (StoreFailures.refused(cause)) {
          throw new RefusedException(cause);
        }
        if (attempt >= bounds.retries()) {
          throw new StoreAwayException(batch, cause);
        }
      }
      metrics.retried();
      Thread.sleep(pause);
      pause = pause.multipliedBy(2);
    }
  }
}
