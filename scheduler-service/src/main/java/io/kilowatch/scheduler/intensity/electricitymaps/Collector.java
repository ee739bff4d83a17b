package io.kilowatch.scheduler.intensity.electricitymaps;

import io.kilowatch.base.carbon.EffectivePeriods;
import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.directory.DirectoryListener;
import io.kilowatch.base.rounds.Rounds;
import io.kilowatch.contracts.registry.DirectoryEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import io.kilowatch.scheduler.intensity.observed.ObservationSource;
import io.kilowatch.scheduler.intensity.observed.ObservedStore;
import io.kilowatch.scheduler.intensity.observed.ObservedZone;
import io.kilowatch.scheduler.intensity.observed.SourceRefusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Asks once an hour what was observed in the zones of all sites. What is known is in the store, so
 * a zone is asked for once among all replicas, and a restart asks for nothing again.
 */
@Component
public class Collector extends Rounds implements DirectoryListener {

  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
  private static final long PAUSE_MILLIS = 30_000;

  /** After the full hour, when its figure is out. */
  private static final Duration AFTER_THE_HOUR = Duration.ofMinutes(10);

  private final ElectricityMapsSettings settings;
  private final ObservationSource source;
  private final ObservedStore store;
  private final Turns turns;
  private final Directory directory;
  private final Clock clock;
  private volatile Map<String, Turn> lastTurns = Map.of();

  Collector(
      ElectricityMapsSettings settings,
      ObservationSource source,
      ObservedStore store,
      Turns turns,
      Directory directory,
      Clock clock) {
    super("electricity-maps", PAUSE_MILLIS);
    this.settings = settings;
    this.source = source;
    this.store = store;
    this.turns = turns;
    this.directory = directory;
    this.clock = clock;
  }

  @Override
  public boolean isAutoStartup() {
    return settings.enabled();
  }

  /** Why a zone is not answered, and since when; empty while it is, or nobody is asked. */
  public Optional<String> trouble(String gridZone) {
    return Optional.ofNullable(lastTurns.get(gridZone))
        .filter(turn -> turn.reason() != null)
        .map(turn -> turn.reason() + ", since " + turn.failedSince());
  }

  /** A zone that nobody was in before is asked for at once. */
  @Override
  public void changed(DirectoryEntry entry) {
    if (entry instanceof SiteEntry && isRunning()) {
      roundNow();
    }
  }

  @Override
  protected void round() {
    try {
      askAll();
    } catch (DataAccessException e) {
      LOG.debug("nobody is asked while the store is away", e);
    }
  }

  private void askAll() {
    lastTurns = turns.all().stream().collect(Collectors.toMap(Turn::zone, Function.identity()));
    Map<String, ObservedZone> known =
        store.zones().stream().collect(Collectors.toMap(ObservedZone::zone, Function.identity()));
    for (String zone : zonesInUse()) {
      Turn turn = lastTurns.get(zone);
      Instant now = clock.instant();
      boolean due = turn == null || !turn.nextAt().isAfter(now);
      if (due && turns.take(zone, now, nextHour(now))) {
        boolean hasPast = turn != null && Boolean.TRUE.equals(turn.hasPast());
        ask(zone, hasPast ? known.get(zone) : null, now);
      }
    }
  }

  private Set<String> zonesInUse() {
    Instant now = clock.instant();
    return directory.sites().stream()
        .map(site -> EffectivePeriods.site(site, now).gridZone())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Instant nextHour(Instant now) {
    Instant next = now.truncatedTo(ChronoUnit.HOURS).plus(AFTER_THE_HOUR);
    return next.isAfter(now) ? next : next.plus(Duration.ofHours(1));
  }

  /**
   * Asks for what is new.
   *
   * @param known null for one of which the past is not known
   */
  private void ask(String zone, @Nullable ObservedZone known, Instant now) {
    Instant longAgo = now.minus(settings.backfill());
    Instant from = known != null && known.lastHour().isAfter(longAgo) ? known.lastHour() : longAgo;
    try {
      ObservationSource.Answer answer = source.since(zone, from);
      store.keep(zone, answer.observations().stream().filter(o -> !o.hour().isAfter(now)).toList());
      turns.answered(zone, answer.complete());
    } catch (SourceRefusal refusal) {
      noteFailure(zone, refusal, now);
    }
  }

  /** A line for each outage, not for each question. */
  private void noteFailure(String zone, SourceRefusal refusal, Instant now) {
    Turn before = lastTurns.get(zone);
    Instant since = before == null ? null : before.failedSince();
    if (since == null) {
      LOG.warn("going on with what is known of {}: {}", zone, refusal.reason());
    }
    turns.failed(zone, since, now, refusal.reason(), now.plus(refusal.askLater()));
  }
}
