package io.kilowatch.series.store;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.servererrors.ReadFailureException;
import io.kilowatch.series.SeriesKey;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The statements on {@code hours}. */
final class HourTable {
  /**
   * Hours in one read of many. Each late segment that a close has merged leaves a tombstone for
   * {@code gc_grace_seconds}, and Cassandra fails a read that meets 100,000. A packager writes a
   * series at most twice a second (its linger), so that six hours, all of them late and packed no
   * further, have 43,200.
   */
  static final int HOURS_IN_A_READ = 6;

  private final BoundedSession session;
  private final PreparedStatement insertLate;
  private final PreparedStatement insertMerged;
  private final PreparedStatement delete;
  private final PreparedStatement selectHour;
  private final PreparedStatement selectHours;
  private final PreparedStatement selectHoursAndMinutes;

  HourTable(BoundedSession session) {
    this.session = session;
    insertLate =
        session.prepare(
            "INSERT INTO {keyspace}.hours (bucket, day, server_id, metric, hour, id)"
                + " VALUES (?, ?, ?, ?, ?, ?) USING TTL ?");
    insertMerged =
        session.prepare(
            "INSERT INTO {keyspace}.hours"
                + " (bucket, day, server_id, metric, hour, id, rollup, minutes)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) USING TTL ?");
    delete =
        session.prepare(
            "DELETE FROM {keyspace}.hours WHERE bucket = ? AND day = ? AND server_id = ?"
                + " AND metric = ? AND hour = ? AND id = ?");
    selectHour =
        session.prepare(
            "SELECT hour, id, rollup, minutes FROM {keyspace}.hours"
                + " WHERE bucket = ? AND day = ? AND server_id = ? AND metric = ? AND hour = ?");
    selectHours = session.prepare(selectOfDay("hour, id, rollup"));
    selectHoursAndMinutes = session.prepare(selectOfDay("hour, id, rollup, minutes"));
  }

  private static String selectOfDay(String columns) {
    return "SELECT "
        + columns
        + " FROM {keyspace}.hours"
        + " WHERE bucket = ? AND day = ? AND server_id = ? AND metric = ?"
        + " AND hour >= ? AND hour < ?";
  }

  /** Says that a segment came when its hour was over. */
  BatchableStatement<?> insertLate(SeriesHour hour, UUID id, int ttlSeconds) {
    return insertLate.bind(
        hour.bucket(),
        hour.day(),
        hour.key().serverId(),
        hour.key().metric(),
        hour.hour(),
        id,
        ttlSeconds);
  }

  BatchableStatement<?> insertMerged(
      SeriesHour hour, UUID id, byte[] rollup, byte @Nullable [] minutes, int ttlSeconds) {
    var statement =
        insertMerged
            .bind()
            .setShort(0, hour.bucket())
            .setLocalDate(1, hour.day())
            .setString(2, hour.key().serverId())
            .setString(3, hour.key().metric())
            .setByte(4, hour.hour())
            .setUuid(5, id)
            .setByteBuffer(6, ByteBuffer.wrap(rollup))
            .setInt(8, ttlSeconds);
    // Left unset, not null: a null would be a tombstone.
    return minutes == null ? statement : statement.setByteBuffer(7, ByteBuffer.wrap(minutes));
  }

  BatchableStatement<?> delete(SeriesHour hour, UUID id) {
    return delete.bind(
        hour.bucket(), hour.day(), hour.key().serverId(), hour.key().metric(), hour.hour(), id);
  }

  CompletableFuture<List<HourRow>> read(SeriesHour hour) {
    return rows(
        hour.key(),
        hour.day(),
        session.execute(
            selectHour.bind(
                hour.bucket(),
                hour.day(),
                hour.key().serverId(),
                hour.key().metric(),
                hour.hour())));
  }

  /** Rows of a whole day, in order of hours, without the minutes: they are most of the bytes. */
  CompletableFuture<List<HourRow>> readHours(SeriesKey key, LocalDate day) {
    return read(selectHours, key, day);
  }

  /** Rows of a whole day, in order of hours. */
  CompletableFuture<List<HourRow>> readMinutes(SeriesKey key, LocalDate day) {
    return read(selectHoursAndMinutes, key, day);
  }

  private CompletableFuture<List<HourRow>> read(
      PreparedStatement select, SeriesKey key, LocalDate day) {
    List<CompletableFuture<List<HourRow>>> parts = new ArrayList<>();
    for (int hour = 0; hour < 24; hour += HOURS_IN_A_READ) {
      parts.add(read(select, key, day, hour));
    }
    return inOrder(parts);
  }

  /** With several packagers, one read can still meet too many; then each hour is read by itself. */
  private CompletableFuture<List<HourRow>> read(
      PreparedStatement select, SeriesKey key, LocalDate day, int from) {
    int to = from + HOURS_IN_A_READ;
    Statement<?> query =
        select.bind(
            Bucket.of(key.serverId()), day, key.serverId(), key.metric(), (byte) from, (byte) to);
    return rows(key, day, session.execute(query))
        .exceptionallyCompose(failure ->
            failure.getCause() instanceof ReadFailureException
                ? inOrder(
                    IntStream.range(from, to)
                        .mapToObj(hour -> read(SeriesHour.of(key, day, hour)))
                        .toList())
                : CompletableFuture.failedFuture(failure));
  }

  private static CompletableFuture<List<HourRow>> inOrder(
      List<CompletableFuture<List<HourRow>>> parts) {
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
        .thenApply(_ -> parts.stream().flatMap(part -> part.join().stream()).toList());
  }

  private static CompletableFuture<List<HourRow>> rows(
      SeriesKey key, LocalDate day, CompletableFuture<AsyncResultSet> result) {
    return result.thenCompose(page -> allPages(key, day, page, new ArrayList<>()));
  }

  private static CompletableFuture<List<HourRow>> allPages(
      SeriesKey key, LocalDate day, AsyncResultSet page, List<HourRow> gathered) {
    boolean withMinutes = page.getColumnDefinitions().contains("minutes");
    for (Row row : page.currentPage()) {
      gathered.add(
          new HourRow(
              SeriesHour.of(key, day, row.getByte("hour")),
              Objects.requireNonNull(row.getUuid("id")),
              row.getByteBuffer("rollup"),
              withMinutes ? row.getByteBuffer("minutes") : null));
    }
    return page.hasMorePages()
        ? page.fetchNextPage()
            .toCompletableFuture()
            .thenCompose(next -> allPages(key, day, next, gathered))
        : CompletableFuture.completedFuture(gathered);
  }
}
