package io.kilowatch.series.store;

import static io.kilowatch.series.store.BoundedSession.await;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import io.kilowatch.series.Readings;
import io.kilowatch.series.TimeUuids;
import io.kilowatch.series.codec.RollupCodec;
import io.kilowatch.series.rollup.Rollups;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges the segments of an hour that is over into one, and writes its roll-up.
 *
 * <p>It deletes exactly the rows whose readings it has merged, so what lands while it works stays,
 * and two closers at once leave two merged segments, which the next close joins.
 */
final class Closer {
  private static final Logger log = LoggerFactory.getLogger(Closer.class);

  /** A batch may hold 65,535 statements, and each segment takes two. */
  private static final int MAX_SEGMENTS_AT_ONCE = 10_000;

  /**
   * Of all hours that are merged at the same time. A reading takes 25 bytes of memory then, and 33
   * more where segments overlap. A segment of so many takes 8 MB at most, half of the largest
   * mutation of a Cassandra that is configured as it comes.
   */
  static final int MAX_READINGS_AT_ONCE = 400_000;

  /** A row of {@code hours} without its segment for so long is no write that is under way. */
  private static final Duration SETTLED = Duration.ofMinutes(15);

  private final BoundedSession session;
  private final SegmentTable segments;
  private final HourTable hours;
  private final StoreSettings settings;
  private final Clock clock;
  private final TooLargeHours tooLarge;
  private final int maxReadingsAtOnce;
  private final Semaphore room;
  private final Consumer<SeriesHour> beforeWrite;

  /**
   * @param maxReadingsAtOnce that are merged at most
   * @param beforeWrite called between reading and writing, where tests let things happen
   */
  Closer(
      BoundedSession session,
      SegmentTable segments,
      HourTable hours,
      StoreSettings settings,
      Clock clock,
      int maxReadingsAtOnce,
      Consumer<SeriesHour> beforeWrite) {
    this.session = session;
    this.segments = segments;
    this.hours = hours;
    this.settings = settings;
    this.clock = clock;
    this.tooLarge = new TooLargeHours(clock);
    this.maxReadingsAtOnce = maxReadingsAtOnce;
    this.room = new Semaphore(maxReadingsAtOnce, true);
    this.beforeWrite = beforeWrite;
  }

  boolean close(SeriesHour hour) {
    if (!hour.isOver(clock.millis()) || tooLarge.contains(hour)) {
      return false;
    }
    boolean changed = false;
    List<StoredSegment> read = await(segments.read(hour));
    while (!fitsAtOnce(read)) {
      List<StoredSegment> part = firstPart(read);
      if (part.isEmpty()) {
        break;
      }
      merge(hour, part, List.of(), false);
      changed = true;
      read = await(segments.read(hour));
    }
    List<HourRow> rows = await(hours.read(hour));
    if (!needsClose(read, rows)) {
      return changed;
    }
    if (!fitsAtOnce(read)) {
      log.warn("{} stays open: {} readings are too many to merge", hour, StoredSegment.count(read));
      tooLarge.add(hour);
      return changed;
    }
    return merge(hour, read, orphans(read, rows), true) || changed;
  }

  private boolean fitsAtOnce(List<StoredSegment> read) {
    return read.size() <= MAX_SEGMENTS_AT_ONCE && StoredSegment.count(read) <= maxReadingsAtOnce;
  }

  /** The first neighbours that can be merged at once; none where no two of them can. */
  private List<StoredSegment> firstPart(List<StoredSegment> read) {
    for (int from = 0; from < read.size(); from++) {
      int to = endOfPart(read, from);
      if (to - from > 1) {
        return read.subList(from, to);
      }
    }
    return List.of();
  }

  private int endOfPart(List<StoredSegment> read, int from) {
    int left = maxReadingsAtOnce;
    int to = from;
    while (to < read.size() && to - from < MAX_SEGMENTS_AT_ONCE && read.get(to).count() <= left) {
      left -= read.get(to++).count();
    }
    return to;
  }

  /** Whether there is more than one segment, or no roll-up that can be trusted. */
  private static boolean needsClose(List<StoredSegment> read, List<HourRow> rows) {
    HourRow trusted = HourRow.trusted(rows);
    boolean closed =
        trusted != null && read.size() == 1 && read.getFirst().id().equals(trusted.id());
    return !closed && !(read.isEmpty() && rows.isEmpty());
  }

  private boolean merge(
      SeriesHour hour, List<StoredSegment> read, List<HourRow> orphans, boolean whole) {
    int readings = Math.toIntExact(StoredSegment.count(read));
    room.acquireUninterruptibly(readings);
    try {
      return mergeWithRoom(hour, read, orphans, whole);
    } finally {
      room.release(readings);
    }
  }

  private boolean mergeWithRoom(
      SeriesHour hour, List<StoredSegment> read, List<HourRow> orphans, boolean whole) {
    Readings merged = StoredSegment.merged(read);
    BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
    if (!merged.isEmpty()) {
      insert(hour, merged, whole, batch);
    }
    read.forEach(segment -> batch.addStatement(segments.delete(segment)));
    read.stream()
        .filter(StoredSegment::isLate)
        .forEach(segment -> batch.addStatement(hours.delete(hour, segment.id())));
    orphans.forEach(row -> batch.addStatement(hours.delete(hour, row.id())));
    if (batch.getStatementsCount() == 0) {
      return false;
    }
    beforeWrite.accept(hour);
    await(session.execute(batch.build()));
    return true;
  }

  private void insert(
      SeriesHour hour, Readings merged, boolean whole, BatchStatementBuilder batch) {
    UUID id = TimeUuids.next(clock);
    Expiry expiry = new Expiry(settings.retention(), TimeUuids.millis(id));
    int ttl = Math.max(1, expiry.ttlSeconds(merged.lastMillis()));
    Segment segment = Segment.of(merged);
    batch.addStatement(segments.insert(hour, id, segment, ttl));
    if (whole) {
      Duration maxGap = settings.maxGap().apply(hour.key().metric());
      byte[] rollup = RollupCodec.encode(List.of(Rollups.of(merged, hour.startMillis(), maxGap)));
      byte[] minutes = minutes(merged, segment.payload(), maxGap);
      batch.addStatement(hours.insertMerged(hour, id, rollup, minutes, ttl));
    } else {
      batch.addStatement(hours.insertLate(hour, id, ttl));
    }
  }

  /** Roll-ups of the minutes, if reading them is worth the room: they are quickly made again. */
  private static byte @Nullable [] minutes(Readings merged, byte[] payload, Duration maxGap) {
    byte[] minutes = RollupCodec.encode(Rollups.minutes(merged, maxGap));
    return minutes.length * 2 <= payload.length ? minutes : null;
  }

  /**
   * Rows whose segment is gone: a replica that missed a close may bring them back, and they would
   * keep the hour's roll-up from being trusted for ever.
   */
  private List<HourRow> orphans(List<StoredSegment> read, List<HourRow> rows) {
    Set<UUID> ids = read.stream().map(StoredSegment::id).collect(Collectors.toSet());
    long settled = clock.millis() - SETTLED.toMillis();
    return rows.stream()
        .filter(row -> !ids.contains(row.id()) && TimeUuids.millis(row.id()) < settled)
        .toList();
  }
}
