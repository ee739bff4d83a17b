package io.kilowatch.chat.event;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import io.kilowatch.base.identifier.Identifier;
import io.kilowatch.base.rounds.Rounds;
import io.kilowatch.contracts.BrokerNames;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * This replica's own queue on the exchange {@code chat}: what has happened at the others. It is
 * opened again twice a second where it is gone, and what was sent meanwhile is lost.
 */
@Component
public class EventQueue extends Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);
  private static final long CHECK_MILLIS = 500;

  /** Lossy on purpose: what a stalled replica did not fetch is in the store. */
  private static final Map<String, Object> ARGUMENTS = Map.of("x-max-length", 10_000);

  private final ConnectionFactory connections;
  private final Replica replica;
  private final EventTypes types;
  private final Events events;
  private final JsonMapper jsonMapper;
  private volatile @Nullable Channel channel;

  EventQueue(
      ConnectionFactory connections,
      Replica replica,
      EventTypes types,
      Events events,
      JsonMapper jsonMapper) {
    super("chat-events", CHECK_MILLIS);
    this.connections = connections;
    this.replica = replica;
    this.types = types;
    this.events = events;
    // A newer replica may send fields that are not known here yet.
    this.jsonMapper =
        jsonMapper.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  }

  /** Whether events of other replicas come in. */
  public boolean isOpen() {
    Channel current = channel;
    return current != null && current.isOpen();
  }

  /** Opens the queue where it is not open. */
  @Override
  protected void round() {
    if (isOpen()) {
      return;
    }
    try {
      open();
    } catch (IOException | RuntimeException e) {
      // Whatever it was, the next round begins anew.
      LOG.debug("no events of other replicas for now: {}", e.toString());
      close(channel);
    }
  }

  private void open() throws IOException {
    Channel fresh = connections.createConnection().getDelegate().createChannel();
    channel = fresh;
    // A name of its own each time: the last one may be locked until the broker misses its owner.
    String queue = "chat." + Identifier.fresh();
    fresh.exchangeDeclare(BrokerNames.CHAT_EXCHANGE, BuiltinExchangeType.FANOUT, true);
    fresh.queueDeclare(queue, false, true, true, ARGUMENTS);
    fresh.queueBind(queue, BrokerNames.CHAT_EXCHANGE, "");
    fresh.basicConsume(queue, true, (tag, delivery) -> deliver(delivery), tag -> close(fresh));
  }

  private static void close(@Nullable Channel channel) {
    try {
      if (channel != null) {
        channel.abort();
      }
    } catch (IOException e) {
      LOG.debug("the channel was gone already: {}", e.getMessage());
    }
  }

  private void deliver(Delivery delivery) {
    try {
      BasicProperties properties = delivery.getProperties();
      String type = properties.getType();
      if (type != null && !replica.id().equals(properties.getAppId())) {
        types
            .typeOf(type)
            .ifPresent(of -> events.tellHere(jsonMapper.readValue(delivery.getBody(), of)));
      }
    } catch (JacksonException e) {
      LOG.warn("an event of another replica can't be read: {}", e.getOriginalMessage());
    }
  }
}
