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
import java.util.Comparator;
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
  private static final int SERIES_AT_ONCE = 1_024;

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
    List<Map.Entry<SeriesKey, Readings>> series = new ArrayList<>(readings.entrySet());
    series.sort(Comparator.comparingInt(each -> Bucket.of(each.getKey().serverId())));
    return appendInTurn(series.iterator());
  }

  private CompletableFuture<Void> appendInTurn(Iterator<Map.Entry<SeriesKey, Readings>> series) {
    Writes writes = new Writes();
    for (int taken = 0; taken < SERIES_AT_ONCE && series.hasNext(); taken++) {
      Map.Entry<SeriesKey, Readings> next = series.next();
      writes.add(next.getKey(), withoutExpired(next.getValue()));
    }
    CompletableFuture<Void> stored = writes.send();
    return series.hasNext()
        ? stored.thenComposeAsync(_ -> appendInTurn(series), Thread::startVirtualThread)
        : stored;
  }

  private Readings withoutExpired(Readings readings) {
    return readings.slice(clock.millis() - settings.retention().toMillis(), Long.MAX_VALUE);
  }

  private long tooFarAhead() {
    return clock.millis() + MAX_AHEAD.toMillis();
  }

  private record Partition(short bucket, LocalDate day) {}

  /** What some series give to each partition. */
  private final class Writes {
    private final Map<Partition, Mutations> days = new LinkedHashMap<>();
    private final Map<Short, List<BatchableStatement<?>>> offers = new LinkedHashMap<>();

    void add(SeriesKey key, Readings readings) {
      split(key, readings);
      Readings current = readings.slice(Long.MIN_VALUE, tooFarAhead());
      if (!current.isEmpty()) {
        offers
            .computeIfAbsent(Bucket.of(key.serverId()), _ -> new ArrayList<>())
            .add(latest.offer(key, current));
      }
    }

    private void split(SeriesKey key, Readings readings) {
      for (int from = 0; from < readings.size(); ) {
        SeriesHour hour = SeriesHour.containing(key, readings.timestampMillis(from));
        int endOfHour = readings.indexAtOrAfter(hour.endMillis());
        int to = Math.min(endOfHour, from + MAX_READINGS_IN_SEGMENT);
        days.computeIfAbsent(new Partition(hour.bucket(), hour.day()), _ -> new Mutations())
            .add(hour, readings.between(from, to));
        from = to;
      }
    }

    CompletableFuture<Void> send() {
      SharedRequests requests = new SharedRequests(session);
      days.values().forEach(mutations -> mutations.addTo(requests));
      offers.values().forEach(each -> requests.add(each, each.size() * STATEMENT_BYTES));
      return requests.send();
    }
  }

  /** What one partition gets: of each mutation all is stored or nothing. */
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
