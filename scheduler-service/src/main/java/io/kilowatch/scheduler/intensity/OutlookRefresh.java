package io.kilowatch.scheduler.intensity;

import io.kilowatch.base.rounds.Rounds;
import io.kilowatch.scheduler.intensity.observed.Observation;
import io.kilowatch.scheduler.intensity.observed.ObservedStore;
import io.kilowatch.scheduler.intensity.observed.ObservedZone;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Forecasts a zone anew once more is known of it, whichever replica was told. While the store is
 * away the last forecasts stay.
 */
@Component
class OutlookRefresh extends Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(OutlookRefresh.class);
  private static final long PAUSE_MILLIS = 15_000;

  /** What is before them says little of today, and takes as long to learn from. */
  private static final Duration LEARNT_FROM = Duration.ofDays(200);

  private final ObservedStore store;
  private final Outlooks outlooks;
  private final Map<String, Long> seen = new HashMap<>();
  private boolean away;

  OutlookRefresh(ObservedStore store, Outlooks outlooks) {
    super("intensity-refresh", PAUSE_MILLIS);
    this.store = store;
    this.outlooks = outlooks;
  }

  @EventListener
  void kept(ObservedStore.Kept change) {
    LOG.debug("more is known of {}", change.zone());
    roundNow();
  }

  @Override
  protected void round() {
    try {
      store.zones().stream().filter(this::changed).forEach(this::refresh);
      away = false;
    } catch (DataAccessException e) {
      if (!away) {
        LOG.warn("forecasts stay as they are, as the store does not answer: {}", e.getMessage());
      }
      away = true;
    }
  }

  private boolean changed(ObservedZone zone) {
    return !Long.valueOf(zone.revision()).equals(seen.get(zone.zone()));
  }

  private void refresh(ObservedZone zone) {
    Instant end = zone.lastHour().plus(Duration.ofHours(1));
    List<Observation> observed = store.between(zone.zone(), end.minus(LEARNT_FROM), end);
    outlooks.put(zone.zone(), ZoneOutlook.of(observed));
    seen.put(zone.zone(), zone.revision());
  }
}
