package io.kilowatch.benchmarks.limits;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DeliverCallback;
import io.kilowatch.local.Broker;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Publishes persistent messages with confirms to a queue that somebody empties. */
final class BrokerLimit {

  private static final String QUEUE = "limits";
  private static final int PREFETCH = 512;

  /** Messages of the consumer that one acknowledgement covers. */
  private static final int ACKNOWLEDGED_TOGETHER = 128;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final AMQP.BasicProperties PERSISTENT =
      new AMQP.BasicProperties.Builder().deliveryMode(2).build();

  private final String name;
  private final Broker broker;

  BrokerLimit(String name, Broker broker) {
    this.name = name;
    this.broker = broker;
  }

  /** Messages of so many bytes, with so many unconfirmed at most. */
  void measure(int bytes, int unconfirmed, Duration duration, PrintStream out) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(broker.uri());
    try (Connection publishing = factory.newConnection();
        Connection consuming = factory.newConnection()) {
      consume(consuming.createChannel());
      double perSecond = publish(publishing.createChannel(), bytes, unconfirmed, duration);
      out.printf(
          Locale.ROOT,
          "%-8s %-32s %,12.0f messages/s %,10.1f MB/s%n",
          name,
          "%,d bytes, %d unconfirmed".formatted(bytes, unconfirmed),
          perSecond,
          perSecond * bytes / 1e6);
    }
  }

  private static void consume(Channel channel) throws Exception {
    channel.queueDeclare(QUEUE, true, false, false, Map.of("x-queue-type", "quorum"));
    channel.basicQos(PREFETCH);
    DeliverCallback deliver =
        (_, delivery) -> {
          long tag = delivery.getEnvelope().getDeliveryTag();
          if (tag % ACKNOWLEDGED_TOGETHER == 0) {
            channel.basicAck(tag, true);
          }
        };
    channel.basicConsume(QUEUE, false, deliver, _ -> {});
  }

  private static double publish(Channel channel, int bytes, int unconfirmed, Duration duration)
      throws Exception {
    byte[] body = new byte[bytes];
    Semaphore free = new Semaphore(unconfirmed);
    AtomicBoolean refused = new AtomicBoolean();
    Confirms confirms = new Confirms(free);
    channel.confirmSelect();
    channel.addConfirmListener(confirms::confirmed, (_, _) -> refused.set(true));
    long from = System.nanoTime();
    long messages = 0;
    while (System.nanoTime() - from < duration.toNanos()) {
      if (refused.get() || !free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("the broker confirms no more");
      }
      channel.basicPublish("", QUEUE, PERSISTENT, body);
      messages++;
    }
    channel.waitForConfirmsOrDie(PATIENCE.toMillis());
    return messages / ((System.nanoTime() - from) / 1e9);
  }

  /** Frees a place for each message that is confirmed, alone or with all before it. */
  private static final class Confirms {
    private final Semaphore free;
    private long last;
    private long single;

    Confirms(Semaphore free) {
      this.free = free;
    }

    /** On the connection's one thread. Those confirmed alone wait for nobody before them. */
    void confirmed(long number, boolean andAllBefore) {
      if (andAllBefore) {
        free.release((int) (number - last - single));
        last = number;
        single = 0;
      } else {
        free.release();
        single++;
      }
    }
  }
}
