package io.kilowatch.packager.deadletter;

import io.kilowatch.contracts.BrokerNames;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of a dead letter say: ours where this service published it, RabbitMQ's {@code
 * x-death} (documented under "Dead Letter Exchanges") where the broker did.
 *
 * @param reason why it could not be stored
 * @param routingKey it had first
 */
record DeadLetterHeaders(String reason, String routingKey) {

  private static final String FIRST_REASON = "x-first-death-reason";
  private static final String FIRST_QUEUE = "x-first-death-queue";
  private static final String DEATHS = "x-death";
  private static final String QUEUE_PREFIX = BrokerNames.READINGS_EXCHANGE + ".";

  /**
   * @param routingKey under which it arrived, for when nothing says better
   */
  static DeadLetterHeaders of(@Nullable Map<String, Object> headers, String routingKey) {
    Map<String, Object> known = headers == null ? Map.of() : headers;
    return new DeadLetterHeaders(reason(known), firstRoutingKey(known, routingKey));
  }

  private static String reason(Map<String, Object> headers) {
    String ours = text(headers.get(BrokerNames.REASON_HEADER));
    if (ours != null) {
      return ours;
    }
    String brokers = text(headers.get(FIRST_REASON));
    if (brokers == null) {
      brokers = text(firstDeath(headers).get("reason"));
    }
    return brokers == null ? "unknown" : "dead-lettered by the broker: " + brokers;
  }

  private static String firstRoutingKey(Map<String, Object> headers, String arrived) {
    String ours = text(headers.get(BrokerNames.ROUTING_KEY_HEADER));
    if (ours != null) {
      return ours;
    }
    if (firstDeath(headers).get("routing-keys") instanceof List<?> keys && !keys.isEmpty()) {
      return String.valueOf(keys.getFirst());
    }
    String queue = text(headers.get(FIRST_QUEUE));
    return queue != null && queue.startsWith(QUEUE_PREFIX)
        ? queue.substring(QUEUE_PREFIX.length())
        : arrived;
  }

  /** The broker puts the latest death first, so the first one stands at the end. */
  private static Map<?, ?> firstDeath(Map<String, Object> headers) {
    return headers.get(DEATHS) instanceof List<?> deaths
            && !deaths.isEmpty()
            && deaths.getLast() instanceof Map<?, ?> death
        ? death
        : Map.of();
  }

  /** The client gives texts as its LongString. */
  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
