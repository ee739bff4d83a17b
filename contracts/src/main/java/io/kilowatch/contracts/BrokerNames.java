package io.kilowatch.contracts;

import io.kilowatch.contracts.reading.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names and arguments of every exchange and queue, so that each side declares the same thing. */
public final class BrokerNames {

  /** Direct exchange that takes reading batches; the routing key is {@link #routingKey(Metric)}. */
  public static final String READINGS_EXCHANGE = "readings";

  /** Fanout exchange behind the reading queues for what can never be stored. */
  public static final String DEAD_LETTER_EXCHANGE = "readings.dlx";

  public static final String DEAD_LETTER_QUEUE = "readings.dead";

  /** Topic exchange of registry events; the routing key is the event's type. */
  public static final String REGISTRY_EXCHANGE = "registry";

  /** Topic exchange of live values; a routing key is that of a group of servers. */
  public static final String LIVE_EXCHANGE = "live";

  /** Fanout exchange of what happens in the support chat, among the replicas of its service. */
  public static final String CHAT_EXCHANGE = "chat";

  /** Topic exchange of discovery announcements. */
  public static final String DISCOVERY_EXCHANGE = "fbp";

  /** Header of a dead letter that says why it could not be stored. */
  public static final String REASON_HEADER = "x-kilowatch-reason";

  /** Header of a dead letter with the routing key it had first. */
  public static final String ROUTING_KEY_HEADER = "x-kilowatch-routing-key";

  /** Content type of a body that {@code ReadingBatchCodec} wrote. */
  public static final String READING_BATCH_CONTENT_TYPE = "application/vnd.kilowatch.reading-batch";

  /** Routing keys of the reading queues; a metric without a queue of its own goes to "other". */
  public static final List<String> READING_ROUTING_KEYS = List.of("power", "co2", "other");

  /** Few enough that values of a large fleet share messages, enough to watch a part of it. */
  private static final int LIVE_GROUPS = 32;

  private BrokerNames() {}

  /** Routing key on {@link #LIVE_EXCHANGE} of messages with values of this server. */
  public static String liveRoutingKey(String serverId) {
    return "servers." + Math.floorMod(serverId.hashCode(), LIVE_GROUPS);
  }

  /** Queue that receives the batches published with this routing key. */
  public static String readingQueue(String routingKey) {
    return READINGS_EXCHANGE + "." + routingKey;
  }

  /** Routing key of the queue for a metric's data type. */
  public static String routingKey(Metric metric) {
    return switch (metric) {
      case POWER -> "power";
      case CO2 -> "co2";
      default -> "other";
    };
  }

  /**
   * Arguments of a reading queue: replicated, refusing rather than dropping when full, and handing
   * dead letters on only once the dead-letter queue has them. A crashing consumer must not spend a
   * good message, hence the high delivery limit.
   */
  public static Map<String, Object> readingQueueArguments() {
    Map<String, Object> arguments = new LinkedHashMap<>(deadLetterQueueArguments());
    arguments.put("x-overflow", "reject-publish");
    arguments.put("x-dead-letter-exchange", DEAD_LETTER_EXCHANGE);
    arguments.put("x-dead-letter-strategy", "at-least-once");
    arguments.put("x-delivery-limit", 100);
    return arguments;
  }

  /**
   * Arguments of the dead-letter queue. There is nowhere to go from here, so the delivery limit,
   * which RabbitMQ 4 sets to 20 by itself, is one that is never reached.
   */
  public static Map<String, Object> deadLetterQueueArguments() {
    return Map.of("x-queue-type", "quorum", "x-delivery-limit", Integer.MAX_VALUE);
  }
}
