package io.kilowatch.packager.live;

import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.live.LiveUpdate;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.series.SeriesKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps the newest value of each series until it may be shown: at most four times a second, only
 * while it is younger than two minutes, only if it is newer than what was shown last, and only if
 * somebody listens.
 */
@Component
public class LiveThrottle {

  static final Duration INTERVAL = Duration.ofMillis(250);
  static final Duration OLDEST = Duration.ofMinutes(2);
  static final int MOST_SERIES = 200_000;

  /** What goes to one routing key at once. */
  record Together(String routingKey, List<LiveUpdate> updates) {}

  /** Series with one routing key. */
  private static final class Group {
    private final String routingKey;
    private final List<Series> waiting = new ArrayList<>();

    Group(String routingKey) {
      this.routingKey = routingKey;
    }
  }

  private static final class Series {
    private final SeriesKey key;
    private final Group group;

    /** Of the newest, shown or waiting; of one that is ahead of its time, when it came. */
    private long newestTimestamp = Long.MIN_VALUE;

    private long shownAt = Long.MIN_VALUE / 2;
    private boolean waiting;
    private long timestamp;
    private double value;
    private Origin origin = Origin.MEASURED;

    /** No longer among {@link #bySeries}. */
    private boolean forgotten;

    Series(SeriesKey key, Group group) {
      this.key = key;
      this.group = group;
    }

    LiveUpdate update() {
      return new LiveUpdate(key.serverId(), key.metric(), timestamp, value, origin);
    }
  }

  private final Clock clock;
  private final Audience audience;
  private final Map<SeriesKey, Series> bySeries = new HashMap<>();
  private final Map<String, Group> groups = new HashMap<>();
  private long forgottenAt = Long.MIN_VALUE / 2;

  LiveThrottle(Clock clock, Audience audience) {
    this.clock = clock;
    this.audience = audience;
  }

  /**
   * What takes the runs of a series and remembers the newest reading of each, if it is worth
   * showing. Never blocks for long.
   *
   * <p>Of a large fleet each reading comes through here, so it finds its series once.
   */
  public Consumer<ReadingRun> listenerOf(SeriesKey key) {
    return new Listener(key);
  }

  private final class Listener implements Consumer<ReadingRun> {
    private final SeriesKey key;
    private @Nullable Series series;

    Listener(SeriesKey key) {
      this.key = key;
    }

    @Override
    public void accept(ReadingRun run) {
      int newest = newest(run);
      long timestamp = run.timestampsMillis()[newest];
      long now = clock.millis();
      if (timestamp <= now - OLDEST.toMillis()) {
        return;
      }
      synchronized (LiveThrottle.this) {
        Series known = series;
        if (known == null || known.forgotten) {
          known = series(key);
          series = known;
        }
        if (known != null && timestamp > known.newestTimestamp) {
          known.newestTimestamp = Math.min(timestamp, now);
          known.timestamp = timestamp;
          known.value = run.values()[newest];
          known.origin = run.origin();
          if (!known.waiting) {
            known.waiting = true;
            known.group.waiting.add(known);
          }
        }
      }
    }
  }

  /** Null if there are too many. */
  private @Nullable Series series(SeriesKey key) {
    Series known = bySeries.get(key);
    if (known == null && bySeries.size() < MOST_SERIES) {
      String routingKey = BrokerNames.liveRoutingKey(key.serverId());
      known = new Series(key, groups.computeIfAbsent(routingKey, Group::new));
      bySeries.put(key, known);
    }
    return known;
  }

  /** What may be shown now; from here on it counts as shown. */
  synchronized List<Together> due() {
    long now = clock.millis();
    List<Together> due = new ArrayList<>();
    for (Group group : groups.values()) {
      List<LiveUpdate> updates = due(group, now);
      if (!updates.isEmpty()) {
        audience.sent(group.routingKey);
        due.add(new Together(group.routingKey, updates));
      }
    }
    forgetSilent(now);
    return due;
  }

  private List<LiveUpdate> due(Group group, long now) {
    int most = group.waiting.isEmpty() ? 0 : audience.mostFor(group.routingKey);
    if (most == 0) {
      return List.of();
    }
    List<LiveUpdate> updates = new ArrayList<>();
    group.waiting.removeIf(series -> {
      long sinceShown = now - series.shownAt; // negative once the clock was set back
      if ((sinceShown >= 0 && sinceShown < INTERVAL.toMillis()) || updates.size() == most) {
        return false;
      }
      series.waiting = false;
      series.shownAt = now;
      if (series.timestamp > now - OLDEST.toMillis()) {
        updates.add(series.update());
      }
      return true;
    });
    return updates;
  }

  /** A series that shows nothing younger than two minutes has nothing to be compared with. */
  private void forgetSilent(long now) {
    long oldest = now - OLDEST.toMillis();
    if (forgottenAt < oldest) {
      groups
          .values()
          .forEach(group ->
              group.waiting.removeIf(series -> {
                boolean tooOld = series.timestamp <= oldest;
                series.waiting &= !tooOld;
                return tooOld;
              }));
      bySeries
          .values()
          .removeIf(series -> {
            series.forgotten = !series.waiting && series.newestTimestamp < oldest;
            return series.forgotten;
          });
      forgottenAt = now;
    }
  }

  synchronized int size() {
    return bySeries.size();
  }

  private static int newest(ReadingRun run) {
    long[] timestamps = run.timestampsMillis();
    int newest = 0;
    for (int i = 1; i < timestamps.length; i++) {
      if (timestamps[i] > timestamps[newest]) {
        newest = i;
      }
    }
    return newest;
  }
}
