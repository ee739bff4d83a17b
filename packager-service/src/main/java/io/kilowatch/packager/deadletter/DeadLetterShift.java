package io.kilowatch.packager.deadletter;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.packager.broker.Topology;
import io.kilowatch.packager.shift.Backoff;
import io.kilowatch.packager.shift.FirstFailure;
import io.kilowatch.packager.shift.Shift;
import io.kilowatch.packager.store.Store;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Keeps dead letters: takes them from their queue into the store, then acknowledges. One that comes
 * twice, after a crash between the two, is listed twice; replaying both stores the readings once.
 */
final class DeadLetterShift implements Shift {

  private static final int PREFETCH = 8;
  private static final long CHECK_MILLIS = 500;

  private record Letter(long tag, DeadLetterHeaders headers, ByteBuffer payload) {}

  private final LetterKeeper keeper;
  private final Clock clock;

  DeadLetterShift(LetterKeeper keeper, Clock clock) {
    this.keeper = keeper;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "dead-letters";
  }

  @Override
  public void probe(Store store) {
    store.probe(clock);
  }

  @Override
  public void work(Connection connection, Store store, Backoff progress) throws Exception {
    Channel channel = connection.createChannel();
    BlockingQueue<Letter> arrived = new LinkedBlockingQueue<>();
    FirstFailure failure = new FirstFailure();
    consume(channel, arrived, failure);
    while (true) {
      failure.rethrow();
      Letter letter = arrived.poll(CHECK_MILLIS, TimeUnit.MILLISECONDS);
      if (letter != null) {
        DeadLetterHeaders headers = letter.headers();
        keeper.keep(store.deadLetters(), headers.reason(), headers.routingKey(), letter.payload());
        channel.basicAck(letter.tag(), false);
        progress.reset();
      }
    }
  }

  private static void consume(Channel channel, BlockingQueue<Letter> arrived, FirstFailure failure)
      throws IOException {
    Topology.declareDeadLetters(channel);
    channel.addShutdownListener(cause -> failure.set(new IOException("channel closed: " + cause)));
    channel.basicQos(PREFETCH);
    channel.basicConsume(
        BrokerNames.DEAD_LETTER_QUEUE,
        false,
        new DefaultConsumer(channel) {
          @Override
          public void handleDelivery(
              String consumerTag, Envelope envelope, BasicProperties properties, byte[] body) {
            DeadLetterHeaders headers =
                DeadLetterHeaders.of(properties.getHeaders(), envelope.getRoutingKey());
            arrived.add(new Letter(envelope.getDeliveryTag(), headers, ByteBuffer.wrap(body)));
          }

          @Override
          public void handleCancel(String consumerTag) {
            failure.set(new IOException("the broker cancelled the consumer"));
          }
        });
  }
}
