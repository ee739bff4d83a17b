package io.kilowatch.history.live;

import io.kilowatch.base.rounds.Rounds;
import io.kilowatch.base.socket.OutboundFrames;
import io.kilowatch.base.socket.Watchers;
import io.kilowatch.contracts.live.LiveUpdate;
import io.kilowatch.series.SeriesKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.simp.SimpMessageSendingOperations;
import org.springframework.stereotype.Component;

/**
 * Hands new values to whoever watches, and drops what is not newer than the last.
 *
 * <p>While more frames are under way than go out, values wait, of each series the newest: a crowd
 * is told more seldom rather than fills the heap.
 */
@Component
final class LiveFeed extends Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
  private static final long FLUSH_MILLIS = 100;

  private final SimpMessageSendingOperations sockets;
  private final OutboundFrames frames;
  private final Watchers watchers;
  private final FleetThrottle throttle;
  private final FleetBatches batches;
  private final Counter received;
  private final Counter outdated;
  private final Clock clock;

  /** Timestamps; of a value that is ahead of its time, when it came. */
  private final Map<SeriesKey, Long> newest = new HashMap<>();

  /** For those who watch a server, not the fleet. */
  private final Map<SeriesKey, LiveUpdate> waiting = new HashMap<>();

  LiveFeed(
      SimpMessageSendingOperations sockets,
      OutboundFrames frames,
      Watchers watchers,
      Clock clock,
      MeterRegistry meters) {
    super("live-fleet", FLUSH_MILLIS);
    this.sockets = sockets;
    this.frames = frames;
    this.watchers = watchers;
    this.clock = clock;
    this.throttle = new FleetThrottle(clock);
    this.batches = new FleetBatches(clock);
    this.received = meters.counter("kilowatch.live.received");
    this.outdated = meters.counter("kilowatch.live.outdated");
  }

  synchronized void accept(LiveUpdate update) {
    received.increment();
    boolean watched = watches(Topic.ofServer(update.serverId()));
    boolean fleetWatched = watches(Topic.FLEET);
    boolean batchesWatched = watches(Topic.FLEET_BATCHES);
    if (!watched && !fleetWatched && !batchesWatched) {
      return; // it came with one that is
    }
    SeriesKey key = new SeriesKey(update.serverId(), update.metric());
    if (update.timestamp() <= newest.getOrDefault(key, Long.MIN_VALUE)) {
      outdated.increment();
      return;
    }
    newest.put(key, Math.min(update.timestamp(), clock.millis()));
    if (watched) {
      waiting.put(key, update);
      sendWaiting();
    }
    if (fleetWatched) {
      if (frames.tooMany()) {
        throttle.hold(key, update);
      } else {
        throttle.offer(key, update).ifPresent(passed -> send(Topic.FLEET, passed));
      }
    }
    if (batchesWatched) {
      batches.hold(key, update);
    }
  }

  /** Sends what has waited for its turn. */
  @Override
  protected synchronized void round() {
    sendWaiting();
    throttle
        .due()
        .forEach((key, update) -> {
          if (frames.tooMany()) {
            throttle.hold(key, update);
          } else {
            send(Topic.FLEET, update);
          }
        });
    if (!frames.tooMany()) {
      batches
          .due()
          .forEach(
              batch -> send(Topic.FLEET_BATCHES, batch.stream().map(LiveMessage::of).toList()));
    }
  }

  private void sendWaiting() {
    waiting
        .values()
        .removeIf(update -> {
          boolean sent = !frames.tooMany();
          if (sent) {
            send(Topic.ofServer(update.serverId()), update);
          }
          return sent;
        });
  }

  private boolean watches(Topic topic) {
    return watchers.watches(topic.destination());
  }

  private void send(Topic topic, LiveUpdate update) {
    send(topic, LiveMessage.of(update));
  }

  private void send(Topic topic, Object payload) {
    try {
      sockets.convertAndSend(topic.destination(), payload);
    } catch (MessagingException e) {
      LOG.debug("a live value was not sent: {}", e.getMessage());
    }
  }
}
