package io.kilowatch.emulators.delivery;

import io.kilowatch.emulators.delivery.IngestionAnswer.Delivered;
import io.kilowatch.emulators.delivery.IngestionAnswer.Refused;
import io.kilowatch.emulators.delivery.IngestionAnswer.TryAgain;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends what the sensors read, on a thread of its own. Ingestion away or busy means waiting and
 * sending the same batch again; only when the buffer is full are the oldest readings lost, counted
 * in {@code kilowatch.emulators.readings.dropped} and logged.
 */
public final class ReadingSender implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ReadingSender.class);
  private static final int BATCH = 500;
  private static final Duration PATIENCE = Duration.ofMillis(200);
  private static final Duration LAST_CHANCE = Duration.ofSeconds(3);

  private final ReadingBuffer buffer;
  private final Duration lastChance;
  private final IngestionClient ingestion;
  private final BackOff backOff = new BackOff();
  private final Counter accepted;
  private final Counter rejected;
  private final Thread thread = new Thread(this::run, "reading-sender");
  private volatile boolean closing;
  private long droppedLogged;

  public ReadingSender(
      URI ingestionUri, String key, int capacity, JsonMapper json, MeterRegistry meters) {
    this(ingestionUri, key, capacity, LAST_CHANCE, json, meters);
  }

  /** The same, of which a test says how long its end may take. */
  ReadingSender(
      URI ingestionUri,
      String key,
      int capacity,
      Duration lastChance,
      JsonMapper json,
      MeterRegistry meters) {
    this.buffer = new ReadingBuffer(capacity);
    this.lastChance = lastChance;
    this.ingestion = new IngestionClient(ingestionUri, key, json);
    this.accepted = meters.counter("kilowatch.emulators.readings.accepted");
    this.rejected = meters.counter("kilowatch.emulators.readings.rejected");
    FunctionCounter.builder("kilowatch.emulators.readings.dropped", buffer, ReadingBuffer::dropped)
        .description("Readings lost because ingestion was away for longer than the buffer holds")
        .register(meters);
    Gauge.builder("kilowatch.emulators.readings.waiting", buffer, ReadingBuffer::size)
        .register(meters);
    thread.start();
  }

  /** Never waits. */
  public void offer(Collection<Reading> readings) {
    if (!readings.isEmpty()) {
      buffer.add(readings);
    }
  }

  public int waiting() {
    return buffer.size();
  }

  private void run() {
    try {
      while (!closing || buffer.size() > 0) {
        List<Reading> batch = buffer.take(BATCH, PATIENCE);
        if (!batch.isEmpty()) {
          deliver(batch);
          logDropped();
        }
      }
    } catch (InterruptedException e) {
      log.info("Stopped sending with {} readings unsent", buffer.size());
    }
  }

  private void deliver(List<Reading> batch) throws InterruptedException {
    while (!settled(ingestion.post(batch), batch.size())) {
      Thread.sleep(backOff.next());
    }
    backOff.reset();
  }

  private boolean settled(IngestionAnswer answer, int size) {
    return switch (answer) {
      case Delivered delivered -> {
        count(delivered);
        yield true;
      }
      case Refused refused -> {
        rejected.increment(size);
        log.warn("Ingestion refused {} readings for good: {}", size, refused.reason());
        yield true;
      }
      case TryAgain later -> {
        backOff.atLeast(later.after());
        log.warn("{} readings wait for ingestion: {}", buffer.size() + size, later.reason());
        yield false;
      }
    };
  }

  private void count(Delivered delivered) {
    accepted.increment(delivered.accepted());
    rejected.increment(delivered.rejected());
    if (delivered.rejected() > 0) {
      // Expected for a moment when a server is retired or becomes external.
      log.info("{} readings rejected: {}", delivered.rejected(), delivered.firstReason());
    }
  }

  private void logDropped() {
    long dropped = buffer.dropped();
    if (dropped > droppedLogged) {
      log.warn("{} readings lost, the buffer was full", dropped - droppedLogged);
      droppedLogged = dropped;
    }
  }

  /** Sends what waits, for a few seconds at most. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(lastChance);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
    ingestion.close();
  }
}
