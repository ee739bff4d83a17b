package io.kilowatch.series.store;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import io.kilowatch.series.Readings;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.TimeUuids;
import io.kilowatch.series.codec.SegmentCodec;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Turns readings into segments and writes those of one partition together. */
final class Appender {
  /** Keeps one segment far below the largest mutation, whatever its values are. */
  private static final int MAX_READINGS_IN_SEGMENT = 65_536;

  /** What a statement's keys and columns weigh beside its payload, about. */
  private static final int STATEMENT_BYTES = 200;

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
    Map<Partition, Batches> partitions = new HashMap<>();
    List<CompletableFuture<?>> writes = new ArrayList<>();
    readings.forEach((key, ofSeries) -> {
      split(key, withoutExpired(ofSeries), partitions);
      Readings current = withoutExpired(ofSeries).slice(Long.MIN_VALUE, tooFarAhead());
      if (!current.isEmpty()) {
        writes.add(latest.offer(key, current));
      }
    });
    partitions.values().forEach(batches -> writes.addAll(batches.write()));
    return CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new));
  }

  private void split(SeriesKey key, Readings readings, Map<Partition, Batches> partitions) {
    for (int from = 0; from < readings.size(); ) {
      SeriesHour hour = SeriesHour.containing(key, readings.timestampMillis(from));
      int endOfHour = readings.indexAtOrAfter(hour.endMillis());
      int to = Math.min(endOfHour, from + MAX_READINGS_IN_SEGMENT);
      partitions
          .computeIfAbsent(new Partition(key.serverId(), hour.day()), p -> new Batches())
          .add(hour, readings.between(from, to));
      from = to;
    }
  }

  private Readings withoutExpired(Readings readings) {
    return readings.slice(clock.millis() - settings.retention().toMillis(), Long.MAX_VALUE);
  }

  private long tooFarAhead() {
    return clock.millis() + MAX_AHEAD.toMillis();
  }

  private record Partition(String serverId, LocalDate day) {}

  /** The batches of one partition: a single mutation each, so all of it is stored or nothing. */
  private final class Batches {
    private final List<CompletableFuture<?>> written = new ArrayList<>();
    private BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
    private int bytes;

    void add(SeriesHour hour, Readings readings) {
      byte[] payload = SegmentCodec.encode(readings);
      UUID id = TimeUuids.next(clock);
      Expiry expiry = new Expiry(settings.retention(), TimeUuids.millis(id));
      // At least a second: what has just not expired must not become immortal, which zero means.
      int ttl = Math.max(1, expiry.ttlSeconds(readings.lastMillis()));
      int size = payload.length + STATEMENT_BYTES;
      if (bytes > 0 && bytes + size > settings.maxBatchBytes()) {
        flush();
      }
      batch.addStatement(segments.insert(hour, id, readings, payload, ttl));
      // By the id's own time, because the closer tells by the id whether there is such a row.
      if (hour.isOver(TimeUuids.millis(id))) {
        batch.addStatement(hours.insertLate(hour, id, ttl));
      }
      bytes += size;
    }

    List<CompletableFuture<?>> write() {
      flush();
      return written;
    }

    private void flush() {
      written.add(session.execute(batch.build()));
      batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
      bytes = 0;
    }
  }
}
