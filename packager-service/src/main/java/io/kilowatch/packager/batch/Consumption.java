package io.kilowatch.packager.batch;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.packager.broker.Topology;
import io.kilowatch.packager.closing.TouchedHours;
import io.kilowatch.packager.live.LiveThrottle;
import io.kilowatch.packager.shift.Backoff;
import io.kilowatch.packager.shift.FirstFailure;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.store.PackedReadings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel's life: deliveries in, batches to the store, acknowledgements out.
 *
 * <p>A delivery is acknowledged when {@link BatchWriter#write} has returned for its batch, never
 * before. Whatever ends this, the channel closes with the rest unacknowledged, and the broker
 * delivers that again. All queues share one channel and its batches, because power and CO2 of a
 * server share a partition in the store.
 */
final class Consumption {

  private static final Logger LOG = LoggerFactory.getLogger(Consumption.class);
  private static final long SHORTEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int DRAIN_SECONDS = 30;

  private final Channel channel;
  private final BatchProperties bounds;
  private final Sorter sorter;
  private final TouchedHours touched;
  private final BatchWriter writer;
  private final BatchMetrics metrics;
  private final Backoff progress;
  private final Batcher batcher;
  private final Acknowledgements acknowledgements;
  private final Semaphore inFlight;

  /** Bounded by the prefetch of the consumers. */
  private final BlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();

  private final List<String> consumerTags = new ArrayList<>();
  private final FirstFailure failure = new FirstFailure();
  private long lastTag;

  Consumption(
      Channel channel,
      BatchProperties bounds,
      Sorter sorter,
      LiveThrottle live,
      TouchedHours touched,
      BatchWriter writer,
      BatchMetrics metrics,
      Backoff progress) {
    this.channel = channel;
    this.bounds = bounds;
    this.sorter = sorter;
    this.touched = touched;
    this.writer = writer;
    this.metrics = metrics;
    this.progress = progress;
    this.batcher = new Batcher(bounds, System::nanoTime, new Sources(live::listenerOf));
    this.acknowledgements = new Acknowledgements(channel);
    this.inFlight = new Semaphore(bounds.inFlight());
  }

  /** Runs until interrupted, or until store or broker go away, which it throws. */
  void run() throws Exception {
    try {
      consume();
      while (true) {
        failure.rethrow();
        if (!batcher.full()) {
          gather();
        }
        if (batcher.nanosUntilDue() == 0 && mayHandOver()) {
          Batch batch = batcher.take();
          Thread.ofVirtual()
              .name("batch-", batch.firstTag())
              .start(() -> storeAndAcknowledge(batch));
        }
      }
    } finally {
      handBack();
    }
  }

  private void consume() throws IOException {
    Topology.declareReadings(channel);
    channel.addShutdownListener(cause -> failure.set(new IOException("channel closed: " + cause)));
    channel.basicQos(bounds.prefetch());
    for (String routingKey : BrokerNames.READING_ROUTING_KEYS) {
      String queue = BrokerNames.readingQueue(routingKey);
      consumerTags.add(channel.basicConsume(queue, false, new Arrivals()));
    }
  }

  /** Takes what has arrived, waiting no longer than the open batch may. */
  private void gather() throws InterruptedException {
    long nanos = Math.clamp(batcher.nanosUntilDue(), SHORTEST_WAIT_NANOS, LONGEST_WAIT_NANOS);
    Delivery delivery = arrived.poll(nanos, TimeUnit.NANOSECONDS);
    if (delivery == null) {
      return;
    }
    metrics.delivered(delivery);
    lastTag = delivery.tag();
    batcher.add(delivery, sorter.sort(delivery));
  }

  /**
   * Whether the store has room for another batch. While it has none, the one that is due grows: the
   * slower the store, the fewer and longer the segments it is given.
   */
  private boolean mayHandOver() throws InterruptedException {
    return batcher.full()
        ? inFlight.tryAcquire(LONGEST_WAIT_NANOS, TimeUnit.NANOSECONDS)
        : inFlight.tryAcquire();
  }

  private void storeAndAcknowledge(Batch batch) {
    long begun = System.nanoTime();
    try {
      Map<SeriesKey, PackedReadings> readings = batch.readingsBySeries();
      writer.write(batch, readings);
      touched.touched(readings);
      metrics.stored(batch, Duration.ofNanos(System.nanoTime() - begun));
      progress.reset();
      acknowledgements.stored(batch.firstTag(), batch.lastTag());
    } catch (Throwable e) {
      // An error too: nobody else would hear of it, and the batch would wait for ever.
      failure.set(e);
    } finally {
      inFlight.release();
    }
  }

  /** Ends it: what is under way may still be acknowledged, all else goes back to the broker. */
  private void handBack() throws InterruptedException {
    whileOpen(() -> {
      for (String tag : consumerTags) {
        channel.basicCancel(tag);
      }
    });
    if (!inFlight.tryAcquire(bounds.inFlight(), DRAIN_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("a write has not ended in {} s; its messages come again", DRAIN_SECONDS);
    }
    whileOpen(acknowledgements::finish);
    metrics.handedBack(lastTag + arrived.size() - acknowledgements.acknowledged());
    whileOpen(channel::close);
  }

  private interface ChannelWork {
    void run() throws IOException, TimeoutException;
  }

  /** A channel that is gone has handed everything back already. */
  private static void whileOpen(ChannelWork work) {
    try {
      work.run();
    } catch (IOException | TimeoutException | ShutdownSignalException e) {
      LOG.debug("the channel was gone first", e);
    }
  }

  /** Runs on the client's thread, so it only passes deliveries on. */
  private final class Arrivals extends DefaultConsumer {

    Arrivals() {
      super(channel);
    }

    @Override
    public void handleDelivery(
        String consumerTag, Envelope envelope, BasicProperties properties, byte[] body) {
      arrived.add(
          new Delivery(
              envelope.getDeliveryTag(), envelope.getRoutingKey(), envelope.isRedeliver(), body));
    }

    @Override
    public void handleCancel(String consumerTag) {
      failure.set(new IOException("the broker cancelled a consumer"));
    }
  }
}
