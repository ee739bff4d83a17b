package io.kilowatch.series.store;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.series.Readings;
import io.kilowatch.series.SeriesKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * The statements on {@code latest}.
 *
 * <p>The write time is the reading's own, so writes need no order. Of one write time Cassandra
 * keeps the cell whose bytes are larger, compared unsigned: rank, then value bits, then origin, as
 * everywhere else.
 */
final class LatestTable {
  private static final byte VERSION = 1;
  private static final int BYTES = 1 + 8 + 8 + 8 + 1;

  private final BoundedSession session;
  private final PreparedStatement insert;
  private final PreparedStatement selectServers;
  private final PreparedStatement selectAll;
  private final PreparedStatement selectMetrics;

  LatestTable(BoundedSession session) {
    this.session = session;
    insert =
        session.prepare(
            "INSERT INTO {keyspace}.latest (bucket, server_id, metric, reading)"
                + " VALUES (?, ?, ?, ?) USING TIMESTAMP ?");
    selectServers =
        session.prepare(
            "SELECT server_id, metric, reading FROM {keyspace}.latest"
                + " WHERE bucket = ? AND server_id IN ?");
    selectAll = session.prepare("SELECT server_id, metric, reading FROM {keyspace}.latest");
    selectMetrics =
        session.prepare("SELECT metric FROM {keyspace}.latest WHERE bucket = ? AND server_id = ?");
  }

  /** Offers one of these readings; an older one than is there changes nothing. */
  BatchableStatement<?> offer(SeriesKey key, Readings readings, int i) {
    return insert.bind(
        Bucket.of(key.serverId()),
        key.serverId(),
        key.metric(),
        bytes(readings, i),
        Math.multiplyExact(readings.timestampMillis(i), 1000L));
  }

  /** Those of servers of one bucket, which share a partition. */
  CompletableFuture<List<Latest>> ofServers(short bucket, List<String> serverIds) {
    return read(selectServers.bind(bucket, serverIds));
  }

  CompletableFuture<List<Latest>> all() {
    return read(selectAll.bind());
  }

  CompletableFuture<List<String>> metrics(String serverId) {
    return session
        .execute(selectMetrics.bind(Bucket.of(serverId), serverId))
        .thenApply(page -> {
          List<String> metrics = new ArrayList<>();
          page.currentPage().forEach(row -> metrics.add(row.getString("metric")));
          return metrics;
        });
  }

  private CompletableFuture<List<Latest>> read(Statement<?> statement) {
    return session.execute(statement).thenCompose(page -> allPages(page, new ArrayList<>()));
  }

  private static CompletableFuture<List<Latest>> allPages(
      AsyncResultSet page, List<Latest> gathered) {
    page.currentPage().forEach(row -> gathered.add(latest(row)));
    return page.hasMorePages()
        ? page.fetchNextPage().toCompletableFuture().thenCompose(next -> allPages(next, gathered))
        : CompletableFuture.completedFuture(gathered);
  }

  private static ByteBuffer bytes(Readings readings, int i) {
    return ByteBuffer.allocate(BYTES)
        .put(VERSION)
        .putLong(readings.timestampMillis(i))
        .putLong(readings.rankSeconds(i))
        .putDouble(readings.value(i))
        .put(readings.origin(i).code())
        .flip();
  }

  private static Latest latest(Row row) {
    SeriesKey key =
        new SeriesKey(
            Objects.requireNonNull(row.getString("server_id")),
            Objects.requireNonNull(row.getString("metric")));
    ByteBuffer bytes = Objects.requireNonNull(row.getByteBuffer("reading"));
    if (bytes.remaining() != BYTES || bytes.get() != VERSION) {
      throw new IllegalStateException("the latest reading of " + key + " has an unknown form");
    }
    Instant timestamp = Instant.ofEpochMilli(bytes.getLong());
    bytes.getLong(); // The rank has done its work when it was written.
    return new Latest(key, timestamp, bytes.getDouble(), Origin.ofCode(bytes.get()));
  }
}
