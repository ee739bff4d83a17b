package io.kilowatch.history.live;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import io.kilowatch.base.rounds.Rounds;
import io.kilowatch.base.socket.Watchers;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.live.LiveUpdate;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * This replica's own queue on the exchange {@code live}, bound for just the groups of servers of
 * which somebody watches one.
 *
 * <p>One thread brings the bindings in line with what is watched, at each change and twice a
 * second, and begins anew when connection or channel are gone. Nothing waits for it, and a message
 * that is lost is followed by the next.
 */
@Component
final class LiveQueue extends Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(LiveQueue.class);
  private static final long CHECK_MILLIS = 500;

  /** Lossy on purpose: what a stalled replica did not fetch is stale. */
  private static final Map<String, Object> ARGUMENTS = Map.of("x-max-length", 10_000);

  private final ConnectionFactory connections;
  private final Watchers watchers;
  private final LiveFeed feed;
  private final JsonMapper jsonMapper;

  private final Set<String> bound = new HashSet<>();
  private String queue = "";
  private @Nullable Channel channel;

  LiveQueue(
      ConnectionFactory connections, Watchers watchers, LiveFeed feed, JsonMapper jsonMapper) {
    super("live-queue", CHECK_MILLIS);
    this.connections = connections;
    this.watchers = watchers;
    this.feed = feed;
    // A newer packager may send fields that are not known here yet.
    this.jsonMapper =
        jsonMapper.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    watchers.onChange(this::roundNow);
  }

  /** Brings the bindings in line with what is watched. */
  @Override
  protected void round() {
    try {
      Channel open = openChannel();
      Set<String> wanted =
          watchers.watched().stream()
              .flatMap(destination -> Topic.parse(destination).stream())
              .map(Topic::bindingKey)
              .collect(Collectors.toSet());
      for (String key : Set.copyOf(wanted)) {
        if (bound.add(key)) {
          open.queueBind(queue, BrokerNames.LIVE_EXCHANGE, key);
        }
      }
      for (String key : Set.copyOf(bound)) {
        if (!wanted.contains(key)) {
          open.queueUnbind(queue, BrokerNames.LIVE_EXCHANGE, key);
          bound.remove(key);
        }
      }
    } catch (IOException | RuntimeException e) {
      // Whatever it was, the next round begins anew.
      LOG.debug("no live values for now: {}", e.toString());
      abandon();
    }
  }

  private Channel openChannel() throws IOException {
    Channel current = channel;
    if (current != null && current.isOpen()) {
      return current;
    }
    abandon();
    Channel fresh = connections.createConnection().getDelegate().createChannel();
    channel = fresh;
    queue = "live." + UUID.randomUUID();
    fresh.exchangeDeclare(BrokerNames.LIVE_EXCHANGE, BuiltinExchangeType.TOPIC, true);
    fresh.queueDeclare(queue, false, true, true, ARGUMENTS);
    fresh.basicConsume(queue, true, (tag, delivery) -> deliver(delivery), tag -> close(fresh));
    return fresh;
  }

  private void abandon() {
    Channel old = channel;
    channel = null;
    bound.clear();
    if (old != null) {
      close(old);
    }
  }

  private static void close(Channel channel) {
    try {
      channel.abort();
    } catch (IOException e) {
      LOG.debug("the channel was gone already: {}", e.getMessage());
    }
  }

  private void deliver(Delivery delivery) {
    try {
      for (LiveUpdate update : jsonMapper.readValue(delivery.getBody(), LiveUpdate[].class)) {
        feed.accept(update);
      }
    } catch (JacksonException e) {
      LOG.warn("live updates can't be read: {}", e.getOriginalMessage());
    }
  }
}
