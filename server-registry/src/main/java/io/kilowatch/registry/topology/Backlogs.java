package io.kilowatch.registry.topology;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.QueueInformation;
import org.springframework.stereotype.Component;

/**
 * Asks the broker how many messages wait in a queue, with a passive declaration; at most every few
 * seconds, however many pages look.
 */
@Component
class Backlogs {

  private static final Logger LOG = LoggerFactory.getLogger(Backlogs.class);
  private static final Duration HELD = Duration.ofSeconds(5);

  private final AmqpAdmin broker;
  private final Clock clock;
  private Map<String, Long> held = Map.of();
  private Set<String> heldNames = Set.of();
  private Instant heldSince = Instant.EPOCH;

  Backlogs(AmqpAdmin broker, Clock clock) {
    this.broker = broker;
    this.clock = clock;
  }

  /** Messages by queue; names that are no queue are left out, and all while the broker is away. */
  synchronized Map<String, Long> of(Set<String> names) {
    if (!names.equals(heldNames) || heldSince.plus(HELD).isBefore(clock.instant())) {
      held = ask(names);
      heldNames = Set.copyOf(names);
      heldSince = clock.instant(); // A broker may take longer to answer than this is held.
    }
    return held;
  }

  private Map<String, Long> ask(Set<String> names) {
    Map<String, Long> backlogs = new HashMap<>();
    try {
      for (String name : names) {
        QueueInformation queue = broker.getQueueInfo(name);
        if (queue != null) {
          backlogs.put(name, queue.getMessageCount());
        }
      }
    } catch (AmqpException e) {
      LOG.debug("the broker does not tell backlogs: {}", e.getMessage());
    }
    return Map.copyOf(backlogs);
  }
}
