package io.kilowatch.series.store;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.servererrors.ReadFailureException;
import io.kilowatch.series.SeriesKey;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The statements on {@code hours}. */
final class HourTable {
  private final BoundedSession session;
  private final PreparedStatement insertLate;
  private final PreparedStatement insertMerged;
  private final PreparedStatement delete;
  private final PreparedStatement selectHour;
  private final PreparedStatement selectDay;

  HourTable(BoundedSession session) {
    this.session = session;
    insertLate =
        session.prepare(
            "INSERT INTO {keyspace}.hours (server_id, day, metric, hour, id)"
                + " VALUES (?, ?, ?, ?, ?) USING TTL ?");
    insertMerged =
        session.prepare(
            "INSERT INTO {keyspace}.hours (server_id, day, metric, hour, id, rollup, minutes)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?) USING TTL ?");
    delete =
        session.prepare(
            "DELETE FROM {keyspace}.hours WHERE server_id = ? AND day = ? AND metric = ?"
                + " AND hour = ? AND id = ?");
    selectHour =
        session.prepare(
            "SELECT hour, id, rollup, minutes FROM {keyspace}.hours"
                + " WHERE server_id = ? AND day = ? AND metric = ? AND hour = ?");
    selectDay =
        session.prepare(
            "SELECT hour, id, rollup, minutes FROM {keyspace}.hours"
                + " WHERE server_id = ? AND day = ? AND metric = ?");
  }

  /** Says that a segment came when its hour was over. */
  BatchableStatement<?> insertLate(SeriesHour hour, UUID id, int ttlSeconds) {
    return insertLate.bind(
        hour.key().serverId(), hour.day(), hour.key().metric(), hour.hour(), id, ttlSeconds);
  }

  BatchableStatement<?> insertMerged(
      SeriesHour hour, UUID id, byte[] rollup, byte @Nullable [] minutes, int ttlSeconds) {
    var statement =
        insertMerged
            .bind()
            .setString(0, hour.key().serverId())
            .setLocalDate(1, hour.day())
            .setString(2, hour.key().metric())
            .setByte(3, hour.hour())
            .setUuid(4, id)
            .setByteBuffer(5, ByteBuffer.wrap(rollup))
            .setInt(7, ttlSeconds);
    // Left unset, not null: a null would be a tombstone.
    return minutes == null ? statement : statement.setByteBuffer(6, ByteBuffer.wrap(minutes));
  }

  BatchableStatement<?> delete(SeriesHour hour, UUID id) {
    return delete.bind(hour.key().serverId(), hour.day(), hour.key().metric(), hour.hour(), id);
  }

  CompletableFuture<List<HourRow>> read(SeriesHour hour) {
    return rows(
        hour.key(),
        hour.day(),
        session.execute(
            selectHour.bind(hour.key().serverId(), hour.day(), hour.key().metric(), hour.hour())));
  }

  /**
   * Rows of a whole day, in order of hours.
   *
   * <p>A day whose readings all came late and singly leaves more tombstones than Cassandra lets one
   * read meet; then each hour is read by itself.
   */
  CompletableFuture<List<HourRow>> read(SeriesKey key, LocalDate day) {
    return rows(key, day, session.execute(selectDay.bind(key.serverId(), day, key.metric())))
        .exceptionallyCompose(failure ->
            failure.getCause() instanceof ReadFailureException
                ? hourByHour(key, day)
                : CompletableFuture.failedFuture(failure));
  }

  private CompletableFuture<List<HourRow>> hourByHour(SeriesKey key, LocalDate day) {
    CompletableFuture<List<HourRow>> all = CompletableFuture.completedFuture(new ArrayList<>());
    for (int hour = 0; hour < 24; hour++) {
      all =
          all.thenCombine(
              read(SeriesHour.of(key, day, hour)),
              (gathered, rows) -> {
                gathered.addAll(rows);
                return gathered;
              });
    }
    return all;
  }

  private static CompletableFuture<List<HourRow>> rows(
      SeriesKey key, LocalDate day, CompletableFuture<AsyncResultSet> result) {
    return result.thenCompose(page -> allPages(key, day, page, new ArrayList<>()));
  }

  private static CompletableFuture<List<HourRow>> allPages(
      SeriesKey key, LocalDate day, AsyncResultSet page, List<HourRow> gathered) {
    for (Row row : page.currentPage()) {
      gathered.add(
          new HourRow(
              SeriesHour.of(key, day, row.getByte("hour")),
              Objects.requireNonNull(row.getUuid("id")),
              row.getByteBuffer("rollup"),
              row.getByteBuffer("minutes")));
    }
    return page.hasMorePages()
        ? page.fetchNextPage()
            .toCompletableFuture()
            .thenCompose(next -> allPages(key, day, next, gathered))
        : CompletableFuture.completedFuture(gathered);
  }
}
