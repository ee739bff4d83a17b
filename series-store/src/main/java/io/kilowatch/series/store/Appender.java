package io.kilowatch.series.store;

import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import io.kilowatch.series.Readings;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.TimeUuids;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Writes segments; those of one partition are one mutation. */
final class Appender {
  /** What a statement's keys and columns weigh beside its payload, about. */
  private static final int STATEMENT_BYTES = 200;

  /**
   * A statement weighs a kilobyte here, and of a large fleet there are tens of thousands. Of a
   * history with a reading an hour each reading makes two.
   */
  static final int SEGMENTS_AT_ONCE = 1_024;

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

  CompletableFuture<Void> append(Map<SeriesKey, PackedReadings> readings) {
    List<Map.Entry<SeriesKey, PackedReadings>> series = new ArrayList<>(readings.entrySet());
    series.sort(Comparator.comparingInt(each -> Bucket.of(each.getKey().serverId())));
    return appendInTurn(new Unsent(series));
  }

  private CompletableFuture<Void> appendInTurn(Unsent unsent) {
    Writes writes = new Writes();
    while (writes.haveRoom() && !unsent.isEmpty()) {
      unsent.moveTo(writes);
    }
    CompletableFuture<Void> stored = writes.send();
    return unsent.isEmpty()
        ? stored
        : stored.thenComposeAsync(_ -> appendInTurn(unsent), Thread::startVirtualThread);
  }

  private long oldest() {
    return clock.millis() - settings.retention().toMillis();
  }

  private long tooFarAhead() {
    return clock.millis() + MAX_AHEAD.toMillis();
  }

  /** What of an append has not been written: of the first series the rest, all of the others. */
  private final class Unsent {
    private final Queue<Map.Entry<SeriesKey, PackedReadings>> series;
    private int from;

    Unsent(Collection<Map.Entry<SeriesKey, PackedReadings>> series) {
      this.series = new ArrayDeque<>(series);
    }

    boolean isEmpty() {
      return series.isEmpty();
    }

    /** Moves as many segments of the first series as there is room for, and its last reading. */
    void moveTo(Writes writes) {
      SeriesKey key = series.element().getKey();
      PackedReadings readings = series.element().getValue();
      List<Segment> segments = readings.segments();
      while (from < segments.size() && writes.haveRoom()) {
        retained(segments.get(from)).ifPresent(segment -> writes.add(key, segment));
        from++;
      }
      if (from == segments.size()) {
        writes.offer(key, readings.lastBefore(tooFarAhead()));
        series.remove();
        from = 0;
      }
    }

    /** What has not expired of it. */
    private Optional<Segment> retained(Segment segment) {
      long oldest = oldest();
      if (segment.firstMillis() >= oldest) {
        return Optional.of(segment);
      }
      return Optional.of(segment)
          .filter(each -> each.lastMillis() >= oldest)
          .map(each -> Segment.of(each.readings().slice(oldest, Long.MAX_VALUE)));
    }
  }

  private record Partition(short bucket, LocalDate day) {}

  /** What some series, or a part of one, give to each partition. */
  private final class Writes {
    private final Map<Partition, Mutations> days = new LinkedHashMap<>();
    private final Map<Short, List<BatchableStatement<?>>> offers = new LinkedHashMap<>();
    private int segmentCount;

    boolean haveRoom() {
      return segmentCount < SEGMENTS_AT_ONCE;
    }

    void add(SeriesKey key, Segment segment) {
      SeriesHour hour = SeriesHour.containing(key, segment.firstMillis());
      days.computeIfAbsent(new Partition(hour.bucket(), hour.day()), _ -> new Mutations())
          .add(hour, segment);
      segmentCount++;
    }

    /** Offers the only reading there is, if there is one, as the latest. */
    void offer(SeriesKey key, Readings last) {
      if (!last.isEmpty() && last.lastMillis() >= oldest()) {
        offers
            .computeIfAbsent(Bucket.of(key.serverId()), _ -> new ArrayList<>())
            .add(latest.offer(key, last, 0));
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

    void add(SeriesHour hour, Segment segment) {
      UUID id = TimeUuids.next(clock);
      Expiry expiry = new Expiry(settings.retention(), TimeUuids.millis(id));
      // At least a second: what has just not expired must not become immortal, which zero means.
      int ttl = Math.max(1, expiry.ttlSeconds(segment.lastMillis()));
      Mutation mutation = withRoomFor(segment.payload().length + 2 * STATEMENT_BYTES);
      mutation.statements.add(segments.insert(hour, id, segment, ttl));
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
