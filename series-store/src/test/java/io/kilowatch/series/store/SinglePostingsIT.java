package io.kilowatch.series.store;

import static io.kilowatch.series.store.StoreFixture.appendSingly;
import static io.kilowatch.series.store.StoreFixture.readAll;
import static io.kilowatch.series.store.StoreFixture.steady;
import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.series.Readings;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.rollup.Rollup;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class SinglePostingsIT {
  /** A tenth of the hundred thousand at which Cassandra fails a read. */
  private static final long FEW_TOMBSTONES = 10_000;

  private static final Instant DAY = Instant.parse("2026-03-10T00:00:00Z");
  private static final SeriesKey KEY = new SeriesKey("sensor-without-buffer", "power");

  @Test
  void close_dayOfSinglePostings_isReadWithoutTombstoneTrouble() {
    try (StoreFixture fixture = new StoreFixture("single_postings_it")) {
      SeriesStore store = fixture.store();
      Readings day = steady(DAY, Duration.ofSeconds(1), 86_400);
      for (int hour = 0; hour < 24; hour++) {
        // Half a day arrives in time; the other half is posted, as singly, when it is over.
        boolean inTime = hour < 12;
        fixture.clock.set(DAY.plus(Duration.ofHours(inTime ? hour : 25)));
        appendSingly(store, KEY, day.between(hour * 3600, (hour + 1) * 3600));
        fixture.clock.set(DAY.plus(Duration.ofMinutes(inTime ? hour * 60 + 75 : 26 * 60)));
        assertThat(store.close(KEY, DAY.plus(Duration.ofHours(hour)))).isTrue();
      }

      Instant end = DAY.plus(Duration.ofDays(1));
      assertThat(store.openHours(KEY.serverId(), LocalDate.of(2026, 3, 10))).isEmpty();
      assertThat(readAll(store, KEY, DAY, end)).isEqualTo(day);
      assertThat(store.rollups(KEY, DAY, end)).extracting(Rollup::count).containsOnly(3600L);
      assertThat(store.minutes(KEY, DAY, end)).hasSize(1440);
      assertThat(mostTombstonesInARead(fixture, "segments")).isBetween(1L, FEW_TOMBSTONES);
      assertThat(mostTombstonesInARead(fixture, "hours")).isLessThan(5 * FEW_TOMBSTONES);
    }
  }

  private static long mostTombstonesInARead(StoreFixture fixture, String table) {
    return fixture
        .session
        .execute(
            "SELECT max FROM system_views.tombstones_per_read"
                + " WHERE keyspace_name = 'single_postings_it' AND table_name = ?",
            table)
        .one()
        .getLong(0);
  }
}
