package io.kilowatch.history.live;

import io.kilowatch.contracts.live.LiveUpdate;
import io.kilowatch.history.web.UtcMillis;
import java.time.Instant;
import java.util.Locale;

/** A new value, as a subscriber gets it. */
record LiveMessage(
    String serverId, String metric, @UtcMillis Instant timestamp, double value, String origin) {

  static LiveMessage of(LiveUpdate update) {
    return new LiveMessage(
        update.serverId(),
        update.metric(),
        Instant.ofEpochMilli(update.timestamp()),
        update.value(),
        update.origin().name().toLowerCase(Locale.ROOT));
  }
}
