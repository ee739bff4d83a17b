package io.kilowatch.chat.event;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import io.kilowatch.contracts.BrokerNames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends events to the other replicas, on a thread of its own: a broker that is away or stalls is in
 * nobody's way. What can't be sent soon is dropped; the others find it in the store.
 */
@Component
class EventSender implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(EventSender.class);
  private static final int MOST_WAITING = 2_000;

  private final ConnectionFactory connections;
  private final Replica replica;
  private final EventTypes types;
  private final JsonMapper jsonMapper;
  private final Counter dropped;
  private final BlockingQueue<ChatEvent> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private @Nullable Channel channel;
  private @Nullable Thread thread;
  private volatile boolean running;

  EventSender(
      ConnectionFactory connections,
      Replica replica,
      EventTypes types,
      JsonMapper jsonMapper,
      MeterRegistry meters) {
    this.connections = connections;
    this.replica = replica;
    this.types = types;
    this.jsonMapper = jsonMapper;
    this.dropped = meters.counter("kilowatch.chat.events.dropped");
  }

  void offer(ChatEvent event) {
    if (!waiting.offer(event)) {
      dropped.increment();
    }
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name("chat-events-out").daemon().start(this::run);
  }

  @Override
  public void stop() {
    running = false;
    if (thread != null) {
      thread.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void run() {
    try {
      while (running) {
        send(waiting.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(ChatEvent event) {
    try {
      BasicProperties properties =
          new BasicProperties.Builder()
              .contentType("application/json")
              .appId(replica.id())
              .type(types.nameOf(event))
              .build();
      openChannel()
          .basicPublish(
              BrokerNames.CHAT_EXCHANGE, "", properties, jsonMapper.writeValueAsBytes(event));
    } catch (IOException | RuntimeException e) {
      dropped.increment();
      LOG.debug("an event was not sent: {}", e.toString());
      channel = null;
    }
  }

  private Channel openChannel() throws IOException, AmqpException {
    Channel current = channel;
    if (current != null && current.isOpen()) {
      return current;
    }
    Channel fresh = connections.createConnection().getDelegate().createChannel();
    fresh.exchangeDeclare(BrokerNames.CHAT_EXCHANGE, BuiltinExchangeType.FANOUT, true);
    channel = fresh;
    return fresh;
  }
}
