package io.kilowatch.packager.live;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.packager.broker.BrokerLink;
import io.kilowatch.packager.broker.Topology;
import io.kilowatch.packager.live.LiveThrottle.Together;
import io.kilowatch.packager.shift.Backoff;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes the newest values on a connection and thread of its own, unconfirmed. While the broker
 * is slow or away only the newest value of each series is kept, and what comes due is dropped.
 */
@Component
class LivePublisher implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(LivePublisher.class);
  private static final Duration TICK = Duration.ofMillis(50);
  private static final int CLOSE_MILLIS = 2_000;
  static final BasicProperties PROPERTIES =
      new BasicProperties.Builder().contentType("application/json").deliveryMode(1).build();

  private final LiveThrottle throttle;
  private final Audience audience;
  private final BrokerLink broker;
  private final JsonMapper json;
  private final Counter published;
  private final Counter dropped;
  private final Backoff backoff = new Backoff();
  private volatile boolean blocked;
  private volatile @Nullable Thread publisher;
  private @Nullable Connection connection;
  private @Nullable Channel channel;
  private long openAgainNanos = System.nanoTime();

  LivePublisher(
      LiveThrottle throttle,
      Audience audience,
      BrokerLink broker,
      JsonMapper json,
      MeterRegistry meters) {
    this.throttle = throttle;
    this.audience = audience;
    this.broker = broker;
    this.json = json;
    this.published =
        Counter.builder("kilowatch.packager.live.published")
            .description("Live updates given to the broker")
            .register(meters);
    this.dropped =
        Counter.builder("kilowatch.packager.live.dropped")
            .description("Live updates dropped because the broker was slow or away")
            .register(meters);
  }

  @Override
  public void start() {
    publisher = Thread.ofPlatform().daemon().name("live").start(this::run);
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(TICK);
        publish(throttle.due());
      }
    } catch (InterruptedException e) {
      LOG.debug("stopped");
    } finally {
      close();
    }
  }

  private void publish(List<Together> due) {
    int updates = due.stream().mapToInt(together -> together.updates().size()).sum();
    // The channel first: a connection that dies while it is blocked is never told to go on.
    Channel open = due.isEmpty() ? null : openChannel();
    if (open == null || blocked) {
      dropped.increment(updates);
      return;
    }
    int sent = 0;
    try {
      for (Together together : due) {
        byte[] body = json.writeValueAsBytes(together.updates());
        open.basicPublish(BrokerNames.LIVE_EXCHANGE, together.routingKey(), true, PROPERTIES, body);
        sent += together.updates().size();
      }
    } catch (IOException | RuntimeException | Error e) {
      LOG.warn("live updates are dropped: {}", e.toString());
      close();
    }
    published.increment(sent);
    dropped.increment(updates - sent);
  }

  private @Nullable Channel openChannel() {
    if (channel != null && channel.isOpen()) {
      return channel;
    }
    close();
    if (System.nanoTime() - openAgainNanos < 0) {
      return null;
    }
    try {
      channel = open();
      backoff.reset();
    } catch (IOException | RuntimeException | Error e) {
      LOG.debug("live updates are dropped, the broker is away", e);
      openAgainNanos = System.nanoTime() + backoff.next().toNanos();
    }
    return channel;
  }

  private Channel open() throws IOException {
    Connection fresh = broker.open("live");
    connection = fresh;
    blocked = false;
    fresh.addBlockedListener(reason -> blocked = true, () -> blocked = false);
    Channel opened = fresh.createChannel();
    Topology.declareLive(opened);
    opened.addReturnListener(returned -> audience.returned(returned.getRoutingKey()));
    return opened;
  }

  private void close() {
    if (connection != null) {
      connection.abort(CLOSE_MILLIS);
    }
    connection = null;
    channel = null;
    blocked = false;
  }

  @Override
  public void stop() {
    Thread thread = publisher;
    publisher = null;
    if (thread != null) {
      thread.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return publisher != null;
  }
}
