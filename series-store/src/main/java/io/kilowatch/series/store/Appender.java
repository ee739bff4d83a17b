package io.kilowatch.series.store;

import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import io.kilowatch.series.Readings;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.TimeUuids;
import io.kilowatch.series.codec.SegmentCodec;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Turns readings into segments; those of one partition are one mutation. */
final class Appender {
  /** Keeps one segment far below the largest mutation, whatever its values are. */
  private static final int MAX_READINGS_IN_SEGMENT = 65_536;

  /** What a statement's keys and columns weigh beside its payload, about. */
  private static final int STATEMENT_BYTES = 200;

  /** A statement weighs a kilobyte here, and of a large fleet there are tens of thousands. */
  private static final int SERVERS_AT_ONCE = 256;

  /** Power and CO2. */
  private static final int SERIES_OF_A_SERVER = 2;

  /**
   * A reading of the far future would be the latest for ever, whatever came after it. The door
   * refuses them five minutes ahead; this is for clocks that differ.
   */
  private static final Duration MAX_AHEAD = Duration.ofMinutes(10);

  private final BoundedSession session;
  private final SegmentTable segments;
  private final HourTable hours;
  private final LatestTable latest;
  private final StoreSettings settings;
  private final Clock clock;

  Appender(
      BoundedSession session,
      SegmentTable segments,
      HourTable hours,
      LatestTable latest,
      StoreSettings settings,
      Clock clock) {
    this.session = session;
    this.segments = segments;
    this.hours = hours;
    this.latest = latest;
    this.settings = settings;
    this.clock = clock;
  }

  CompletableFuture<Void> append(Map<SeriesKey, Readings> readings) {
    Map<String, List<Map.Entry<SeriesKey, Readings>>> ofServers = new LinkedHashMap<>();
    for (Map.Entry<SeriesKey, Readings> series : readings.entrySet()) {
      ofServers
          .computeIfAbsent(series.getKey().serverId(), _ -> new ArrayList<>(SERIES_OF_A_SERVER))
          .add(series);
    }
    return appendInTurn(ofServers.values().iterator());
  }

  private CompletableFuture<Void> appendInTurn(
      Iterator<List<Map.Entry<SeriesKey, Readings>>> servers) {
    SharedRequests requests = new SharedRequests(session);
    for (int taken = 0; taken < SERVERS_AT_ONCE && servers.hasNext(); taken++) {
      addServer(servers.next(), requests);
    }
    CompletableFuture<Void> stored = requests.send();
    return servers.hasNext()
        ? stored.thenComposeAsync(_ -> appendInTurn(servers), Thread::startVirtualThread)
        : stored;
  }

  private void addServer(List<Map.Entry<SeriesKey, Readings>> series, SharedRequests requests) {
    Map<LocalDate, Mutations> days = new HashMap<>();
    List<BatchableStatement<?>> offers = new ArrayList<>();
    series.forEach(entry -> {
      SeriesKey key = entry.getKey();
      Readings kept = withoutExpired(entry.getValue());
      split(key, kept, days);
      Readings current = kept.slice(Long.MIN_VALUE, tooFarAhead());
      if (!current.isEmpty()) {
        offers.add(latest.offer(key, current));
      }
    });
    days.values().forEach(mutations -> mutations.addTo(requests));
    if (!offers.isEmpty()) {
      requests.add(offers, offers.size() * STATEMENT_BYTES);
    }
  }

  private void split(SeriesKey key, Readings readings, Map<LocalDate, Mutations> days) {
    for (int from = 0; from < readings.size(); ) {
      SeriesHour hour = SeriesHour.containing(key, readings.timestampMillis(from));
      int endOfHour = readings.indexAtOrAfter(hour.endMillis());
      int to = Math.min(endOfHour, from + MAX_READINGS_IN_SEGMENT);
      days.computeIfAbsent(hour.day(), _ -> new Mutations()).add(hour, readings.between(from, to));
      from = to;
    }
  }

  private Readings withoutExpired(Readings readings) {
    return readings.slice(clock.millis() - settings.retention().toMillis(), Long.MAX_VALUE);
  }

  private long tooFarAhead() {
    return clock.millis() + MAX_AHEAD.toMillis();
  }

  /** What one partition, a server's day, gets: of each mutation all is stored or nothing. */
  private final class Mutations {
    private final List<Mutation> mutations = new ArrayList<>();

    void add(SeriesHour hour, Readings readings) {
      byte[] payload = SegmentCodec.encode(readings);
      UUID id = TimeUuids.next(clock);
      Expiry expiry = new Expiry(settings.retention(), TimeUuids.millis(id));
      // At least a second: what has just not expired must not become immortal, which zero means.
      int ttl = Math.max(1, expiry.ttlSeconds(readings.lastMillis()));
      Mutation mutation = withRoomFor(payload.length + 2 * STATEMENT_BYTES);
      mutation.statements.add(segments.insert(hour, id, readings, payload, ttl));
      // By the id's own time, because the closer tells by the id whether there is such a row.
      if (hour.isOver(TimeUuids.millis(id))) {
        mutation.statements.add(hours.insertLate(hour, id, ttl));
      }
    }

    void addTo(SharedRequests requests) {
      mutations.forEach(mutation -> requests.add(mutation.statements, mutation.bytes));
    }

    private Mutation withRoomFor(int size) {
      if (mutations.isEmpty() || mutations.getLast().bytes + size > settings.maxBatchBytes()) {
        mutations.add(new Mutation());
      }
      mutations.getLast().bytes += size;
      return mutations.getLast();
    }
  }

  private static final class Mutation {
    private final List<BatchableStatement<?>> statements = new ArrayList<>();
    private int bytes;
  }
}
