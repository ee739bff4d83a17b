package io.kilowatch.series.store;

import static io.kilowatch.series.store.StoreFixture.append;
import static io.kilowatch.series.store.StoreFixture.appendSingly;
import static io.kilowatch.series.store.StoreFixture.readAll;
import static io.kilowatch.series.store.StoreFixture.steady;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.servererrors.ReadFailureException;
import io.kilowatch.series.Readings;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.TimeUuids;
import io.kilowatch.series.rollup.Rollup;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class SinglePostingsIT {
  private static final double POSTINGS_OF_AN_HOUR = 3_600;

  /** What {@link HourTable} reads at once, all of it late. */
  private static final double POSTINGS_OF_A_READ = HourTable.HOURS_IN_A_READ * POSTINGS_OF_AN_HOUR;

  /** Cassandra counts in buckets, each a fifth wider than the last, and tells their upper end. */
  private static final double BUCKET = 1.2;

  private static final Instant DAY = Instant.parse("2026-03-10T00:00:00Z");
  private static final LocalDate DATE = LocalDate.of(2026, 3, 10);
  private static final SeriesKey KEY = new SeriesKey("sensor-without-buffer", "power");

  @Test
  void close_dayOfSinglePostings_isReadWithoutTombstoneTrouble() {
    try (StoreFixture fixture = new StoreFixture("single_postings_it")) {
      SeriesStore store = fixture.store();
      Readings day = steady(DAY, Duration.ofSeconds(1), 86_400);
      for (int hour = 0; hour < 24; hour++) {
        // Half a day arrives in time; the other half is posted, as singly, when it is over.
        boolean inTime = hour < 12;
        fixture.clock.setInstant(DAY.plus(Duration.ofHours(inTime ? hour : 25)));
        appendSingly(store, KEY, day.between(hour * 3600, (hour + 1) * 3600));
        fixture.clock.setInstant(DAY.plus(Duration.ofMinutes(inTime ? hour * 60 + 75 : 26 * 60)));
        assertThat(store.close(KEY, DAY.plus(Duration.ofHours(hour)))).isTrue();
      }

      Instant end = DAY.plus(Duration.ofDays(1));
      assertThat(store.openHours(KEY.serverId(), DATE)).isEmpty();
      assertThat(readAll(store, KEY, DAY, end)).isEqualTo(day);
      assertThat(store.rollups(KEY, DAY, end)).extracting(Rollup::count).containsOnly(3600L);
      assertThat(store.minutes(KEY, DAY, end)).hasSize(1440);
      assertThat(mostTombstonesInARead(fixture, "segments"))
          .isBetween(POSTINGS_OF_AN_HOUR, POSTINGS_OF_AN_HOUR * BUCKET);
      assertThat(mostTombstonesInARead(fixture, "hours"))
          .isBetween(POSTINGS_OF_A_READ, POSTINGS_OF_A_READ * BUCKET);
    }
  }

  @Test
  void rollups_moreTombstonesThanOneReadMayMeet_areReadAllTheSame() {
    try (StoreFixture fixture = new StoreFixture("many_tombstones_it")) {
      SeriesStore store = fixture.store();
      fixture.clock.setInstant(DAY.plus(Duration.ofHours(30)));
      append(store, KEY, steady(DAY, Duration.ofSeconds(600), 144));
      store.openHours(KEY.serverId(), DATE).forEach(open -> store.close(KEY, open.hour()));
      deleteRowsOfOneRead(fixture, 20_000);

      assertThatThrownBy(() ->
              fixture.session.execute(
                  "SELECT id FROM many_tombstones_it.hours WHERE bucket = ?"
                      + " AND day = '2026-03-10' AND server_id = ? AND metric = 'power'"
                      + " AND hour < 6",
                  Bucket.of(KEY.serverId()),
                  KEY.serverId()))
          .isInstanceOf(ReadFailureException.class);
      assertThat(store.rollups(KEY, DAY, DAY.plus(Duration.ofDays(1)))).hasSize(24);
      assertThat(store.openHours(KEY.serverId(), DATE)).isEmpty();
    }
  }

  /** As closing so many late postings in each hour would. */
  private static void deleteRowsOfOneRead(StoreFixture fixture, int ofEach) {
    PreparedStatement delete =
        fixture.session.prepare(
            "DELETE FROM many_tombstones_it.hours WHERE bucket = ? AND day = '2026-03-10'"
                + " AND server_id = ? AND metric = 'power' AND hour = ? AND id = ?");
    for (int hour = 0; hour < HourTable.HOURS_IN_A_READ; hour++) {
      BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
      for (int i = 0; i < ofEach; i++) {
        batch.addStatement(
            delete.bind(
                Bucket.of(KEY.serverId()),
                KEY.serverId(),
                (byte) hour,
                TimeUuids.next(fixture.clock)));
      }
      fixture.session.execute(batch.build());
    }
  }

  private static double mostTombstonesInARead(StoreFixture fixture, String table) {
    return fixture
        .session
        .execute(
            "SELECT max FROM system_views.tombstones_per_read"
                + " WHERE keyspace_name = 'single_postings_it' AND table_name = ?",
            table)
        .one()
        .getDouble(0);
  }
}
