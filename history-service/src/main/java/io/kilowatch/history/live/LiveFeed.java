package io.kilowatch.history.live;

import io.kilowatch.contracts.live.LiveUpdate;
import io.kilowatch.series.SeriesKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.simp.SimpMessageSendingOperations;
import org.springframework.stereotype.Component;

/** Hands new values to whoever watches, and drops what is not newer than the last. */
@Component
final class LiveFeed extends Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
  private static final long FLUSH_MILLIS = 100;

  private final SimpMessageSendingOperations sockets;
  private final Watchers watchers;
  private final FleetThrottle throttle;
  private final Counter received;
  private final Counter outdated;
  private final Map<SeriesKey, Long> newest = new ConcurrentHashMap<>();

  LiveFeed(
      SimpMessageSendingOperations sockets, Watchers watchers, Clock clock, MeterRegistry meters) {
    super("live-fleet", FLUSH_MILLIS);
    this.sockets = sockets;
    this.watchers = watchers;
    this.throttle = new FleetThrottle(clock);
    this.received = meters.counter("kilowatch.live.received");
    this.outdated = meters.counter("kilowatch.live.outdated");
  }

  void accept(LiveUpdate update) {
    received.increment();
    SeriesKey key = new SeriesKey(update.serverId(), update.metric());
    if (!isNewer(key, update.timestamp())) {
      outdated.increment();
      return;
    }
    Topic server = Topic.ofServer(update.serverId());
    if (watchers.watches(server)) {
      send(server, update);
    }
    if (watchers.watches(Topic.FLEET)) {
      throttle.offer(key, update).ifPresent(passed -> send(Topic.FLEET, passed));
    }
  }

  private boolean isNewer(SeriesKey key, long timestamp) {
    long before = newest.getOrDefault(key, Long.MIN_VALUE);
    return timestamp > before && newest.merge(key, timestamp, Math::max) == timestamp;
  }

  /** Sends to the fleet's watchers what has waited for its turn. */
  @Override
  void round() {
    throttle.due().forEach(update -> send(Topic.FLEET, update));
  }

  private void send(Topic topic, LiveUpdate update) {
    try {
      sockets.convertAndSend(topic.destination(), LiveMessage.of(update));
    } catch (MessagingException e) {
      LOG.debug("a live value was not sent: {}", e.getMessage());
    }
  }
}
