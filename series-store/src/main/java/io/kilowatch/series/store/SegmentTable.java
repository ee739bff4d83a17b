package io.kilowatch.series.store;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.servererrors.ReadFailureException;
import io.kilowatch.series.SeriesKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The statements on {@code segments}. */
final class SegmentTable {
  private static final int MAX_PASSES = 20;

  private final BoundedSession session;
  private final int pageSize;
  private final PreparedStatement insert;
  private final PreparedStatement delete;
  private final PreparedStatement selectHour;
  private final PreparedStatement selectTwoIds;
  private final PreparedStatement selectAnyOfDay;
  private final PreparedStatement selectAnyOfPartition;

  /**
   * @param pageSize rows in a page; an hour that fits is read in one go
   */
  SegmentTable(BoundedSession session, int pageSize) {
    this.session = session;
    this.pageSize = pageSize;
    insert =
        session.prepare(
            "INSERT INTO {keyspace}.segments"
                + " (bucket, day, server_id, metric, hour, start, id, end, count, payload)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TTL ?");
    delete =
        session.prepare(
            "DELETE FROM {keyspace}.segments WHERE bucket = ? AND day = ? AND server_id = ?"
                + " AND metric = ? AND hour = ? AND start = ? AND id = ?");
    selectHour =
        session.prepare(
            "SELECT start, id, count, payload FROM {keyspace}.segments"
                + " WHERE bucket = ? AND day = ? AND server_id = ? AND metric = ? AND hour = ?");
    selectTwoIds =
        session.prepare(
            "SELECT id FROM {keyspace}.segments"
                + " WHERE bucket = ? AND day = ? AND server_id = ? AND metric = ? AND hour = ?"
                + " LIMIT 2");
    selectAnyOfDay =
        session.prepare(
            "SELECT hour FROM {keyspace}.segments"
                + " WHERE bucket = ? AND day = ? AND server_id = ? AND metric = ? LIMIT 1");
    selectAnyOfPartition =
        session.prepare(
            "SELECT hour FROM {keyspace}.segments WHERE bucket = ? AND day = ? LIMIT 1");
  }

  BatchableStatement<?> insert(SeriesHour hour, UUID id, Segment segment, int ttlSeconds) {
    return insert.bind(
        hour.bucket(),
        hour.day(),
        hour.key().serverId(),
        hour.key().metric(),
        hour.hour(),
        Instant.ofEpochMilli(segment.firstMillis()),
        id,
        Instant.ofEpochMilli(segment.lastMillis()),
        segment.count(),
        ByteBuffer.wrap(segment.payload()),
        ttlSeconds);
  }

  BatchableStatement<?> delete(StoredSegment segment) {
    SeriesHour hour = segment.hour();
    return delete.bind(
        hour.bucket(),
        hour.day(),
        hour.key().serverId(),
        hour.key().metric(),
        hour.hour(),
        Instant.ofEpochMilli(segment.startMillis()),
        segment.id());
  }

  /**
   * All segments of an hour as they stood at one moment.
   *
   * <p>One page is one look at one partition. Between two pages a close may move readings from a
   * segment that is yet to come into one that has been passed, so what spills is read again until a
   * pass finds all that the one before found: had a close moved anything meanwhile, some of that
   * would be gone. New segments may come at any time, and do as long as the hour lasts.
   */
  CompletableFuture<List<StoredSegment>> read(SeriesHour hour) {
    return session
        .execute(hourQuery(hour))
        .thenCompose(first ->
            first.hasMorePages()
                ? allPages(hour, first, new ArrayList<>())
                    .thenCompose(pass -> untilStable(hour, pass, 1))
                : CompletableFuture.completedFuture(segments(hour, first)));
  }

  /** The ids of an hour's first segments, two at most: more need not be known of an open hour. */
  CompletableFuture<List<UUID>> firstTwoIds(SeriesHour hour) {
    return session
        .execute(bindHour(selectTwoIds, hour))
        .thenApply(page -> {
          List<UUID> ids = new ArrayList<>(2);
          page.currentPage().forEach(row -> ids.add(row.getUuid("id")));
          return ids;
        });
  }

  /** Whether any server of the bucket has readings of the day, or whether that can't be told. */
  CompletableFuture<Boolean> mayHaveAny(short bucket, LocalDate day) {
    return session
        .execute(selectAnyOfPartition.bind(bucket, day))
        .thenApply(rows -> rows.remaining() > 0)
        .exceptionallyCompose(failure ->
            // Of too many that were deleted, behind which there may be some.
            failure.getCause() instanceof ReadFailureException
                ? CompletableFuture.completedFuture(true)
                : CompletableFuture.failedFuture(failure));
  }

  CompletableFuture<Boolean> hasAny(SeriesKey key, LocalDate day) {
    return session
        .execute(selectAnyOfDay.bind(Bucket.of(key.serverId()), day, key.serverId(), key.metric()))
        .thenApply(rows -> rows.remaining() > 0);
  }

  private CompletableFuture<List<StoredSegment>> untilStable(
      SeriesHour hour, List<StoredSegment> before, int passes) {
    if (passes == MAX_PASSES) {
      return CompletableFuture.failedFuture(
          new IllegalStateException(hour + " changes faster than it can be read"));
    }
    return session
        .execute(hourQuery(hour))
        .thenCompose(first -> allPages(hour, first, new ArrayList<>()))
        .thenCompose(now ->
            ids(now).containsAll(ids(before))
                ? CompletableFuture.completedFuture(now)
                : untilStable(hour, now, passes + 1));
  }

  private CompletableFuture<List<StoredSegment>> allPages(
      SeriesHour hour, AsyncResultSet page, List<StoredSegment> gathered) {
    gathered.addAll(segments(hour, page));
    return page.hasMorePages()
        ? page.fetchNextPage()
            .toCompletableFuture()
            .thenCompose(next -> allPages(hour, next, gathered))
        : CompletableFuture.completedFuture(gathered);
  }

  private Statement<?> hourQuery(SeriesHour hour) {
    return bindHour(selectHour, hour).setPageSize(pageSize);
  }

  private static Statement<?> bindHour(PreparedStatement statement, SeriesHour hour) {
    return statement.bind(
        hour.bucket(), hour.day(), hour.key().serverId(), hour.key().metric(), hour.hour());
  }

  private static List<StoredSegment> segments(SeriesHour hour, AsyncResultSet page) {
    List<StoredSegment> segments = new ArrayList<>(page.remaining());
    for (Row row : page.currentPage()) {
      segments.add(
          new StoredSegment(
              hour,
              Objects.requireNonNull(row.getInstant("start")).toEpochMilli(),
              Objects.requireNonNull(row.getUuid("id")),
              row.getInt("count"),
              Objects.requireNonNull(row.getByteBuffer("payload"))));
    }
    return segments;
  }

  private static Set<UUID> ids(List<StoredSegment> segments) {
    return segments.stream().map(StoredSegment::id).collect(Collectors.toSet());
  }
}
