package io.kilowatch.series.store;

import static io.kilowatch.series.store.StoreFixture.HOUR;
import static io.kilowatch.series.store.StoreFixture.MAX_GAP;
import static io.kilowatch.series.store.StoreFixture.append;
import static io.kilowatch.series.store.StoreFixture.one;
import static io.kilowatch.series.store.StoreFixture.readAll;
import static io.kilowatch.series.store.StoreFixture.steady;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.series.Readings;
import io.kilowatch.series.Sample;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.codec.UnreadableSegmentException;
import io.kilowatch.series.rollup.Integral;
import io.kilowatch.series.rollup.Rollup;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class SeriesStoreIT {
  private static StoreFixture fixture;

  private SeriesKey key;
  private SeriesStore store;

  @BeforeAll
  static void start() {
    fixture = new StoreFixture("series_store_it");
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @BeforeEach
  void freshSeries(TestInfo test) {
    key = new SeriesKey(test.getTestMethod().orElseThrow().getName(), "power");
    store = fixture.store();
    fixture.clock.setInstant(StoreFixture.AFTER);
  }

  @Test
  void read_rangeOverDaysWithGaps_givesHoursInOrderWithoutEmptyOnes() {
    Instant start = Instant.parse("2026-03-01T23:30:00Z");
    Readings first = steady(start, Duration.ofSeconds(60), 90);
    Readings second = steady(Instant.parse("2026-03-09T05:00:00Z"), Duration.ofSeconds(60), 30);
    append(store, key, Readings.merge(List.of(first, second)));

    List<Readings> hours = new ArrayList<>();
    store.read(key, start.plusSeconds(60), StoreFixture.AFTER, hours::add);

    assertThat(hours).extracting(Readings::size).containsExactly(29, 60, 30);
    assertThat(Readings.merge(hours).timestampMillis(0))
        .isEqualTo(start.plusSeconds(60).toEpochMilli());
    assertThat(readAll(store, key, start, StoreFixture.AFTER).size()).isEqualTo(120);
  }

  @Test
  void read_sinkSaysStop_stops() {
    append(store, key, steady(HOUR.minusSeconds(36_000), Duration.ofSeconds(600), 60));

    List<Readings> hours = new ArrayList<>();
    store.read(
        key,
        HOUR.minusSeconds(36_000),
        HOUR,
        hour -> {
          hours.add(hour);
          return hours.size() < 2;
        });

    assertThat(hours).hasSize(2);
  }

  @Test
  void readBackwards_rangeOverDaysWithGaps_givesTheSameHoursFromTheLastOn() {
    Instant start = Instant.parse("2026-03-01T23:30:00Z");
    append(store, key, steady(start, Duration.ofSeconds(60), 90));
    append(store, key, steady(Instant.parse("2026-03-09T05:00:00Z"), Duration.ofSeconds(60), 30));
    Instant from = start.plusSeconds(60);
    Instant to = Instant.parse("2026-03-09T05:10:00Z");
    List<Readings> forwards = new ArrayList<>();
    store.read(key, from, to, forwards::add);

    List<Readings> backwards = new ArrayList<>();
    store.readBackwards(key, from, to, backwards::add);

    assertThat(backwards).extracting(Readings::size).containsExactly(10, 60, 29);
    assertThat(backwards).isEqualTo(forwards.reversed());
  }

  @Test
  void readBackwards_sinkSaysStop_stopsAtTheNewestHour() {
    append(store, key, steady(HOUR.minusSeconds(36_000), Duration.ofSeconds(600), 60));

    List<Readings> hours = new ArrayList<>();
    store.readBackwards(
        key,
        Instant.EPOCH,
        HOUR,
        hour -> {
          hours.add(hour);
          return false;
        });

    assertThat(hours).hasSize(1);
    assertThat(hours.getFirst().lastMillis()).isEqualTo(HOUR.minusSeconds(600).toEpochMilli());
  }

  @Test
  void readBackwards_emptyAndBackwardRange_givesNothing() {
    append(store, key, one(HOUR, 1, HOUR));

    List<Readings> hours = new ArrayList<>();
    store.readBackwards(key, HOUR, HOUR, hours::add);
    store.readBackwards(key, HOUR.plusSeconds(9), HOUR, hours::add);

    assertThat(hours).isEmpty();
  }

  @Test
  void read_emptyAndBackwardRange_givesNothing() {
    append(store, key, one(HOUR, 1, HOUR));

    assertThat(readAll(store, key, HOUR, HOUR).isEmpty()).isTrue();
    assertThat(readAll(store, key, HOUR.plusSeconds(9), HOUR).isEmpty()).isTrue();
    assertThat(readAll(store, key, HOUR, HOUR.plusMillis(1)).size()).isOne();
  }

  @Test
  void append_tenYearsOld_isReadOverARangeOfTenYears() {
    Instant old = Instant.parse("2016-05-01T00:00:00Z");
    append(store, key, one(old, 7, StoreFixture.AFTER), one(HOUR, 8, StoreFixture.AFTER));

    assertThat(readAll(store, key, old, StoreFixture.AFTER).size()).isEqualTo(2);
    assertThat(store.rollups(key, old, StoreFixture.AFTER)).hasSize(2);
  }

  @Test
  void append_manyServersWithShortAndLongSegments_storesEachWhole() {
    Map<SeriesKey, Readings> fleet = new HashMap<>();
    for (int server = 0; server < 600; server++) {
      for (String metric : List.of("power", "co2")) {
        fleet.put(
            new SeriesKey("fleet-" + server, metric),
            steady(HOUR.plusMillis(server), Duration.ofMillis(500), 1 + server * 10));
      }
    }

    store.append(fleet).join();

    fleet.forEach((series, readings) -> {
      assertThat(readAll(store, series, HOUR, StoreFixture.AFTER)).isEqualTo(readings);
      assertThat(store.latest(List.of(series.serverId())))
          .contains(
              new Latest(
                  series,
                  Instant.ofEpochMilli(readings.lastMillis()),
                  readings.last().value(),
                  Origin.EMULATED));
    });
  }

  @Test
  void append_moreThanABatchHolds_isStoredWhole() {
    StoreSettings small =
        new StoreSettings(
            fixture.settings.keyspace(),
            fixture.settings.consistency(),
            fixture.settings.retention(),
            1000,
            fixture.settings.maxGap());
    Readings day = steady(Instant.parse("2026-03-09T00:00:00Z"), Duration.ofSeconds(10), 8640);

    append(new SeriesStore(fixture.session, small, fixture.clock), key, day);

    assertThat(readAll(store, key, HOUR.minus(Duration.ofDays(2)), HOUR)).isEqualTo(day);
  }

  @Test
  void append_pastRetention_isLeftOut() {
    Instant tooOld = StoreFixture.AFTER.minus(StoreSettings.DEFAULT_RETENTION).minusSeconds(1);
    append(store, key, one(tooOld, 7, StoreFixture.AFTER));

    assertThat(store.readHour(key, tooOld).isEmpty()).isTrue();
    assertThat(store.latest(List.of(key.serverId()))).isEmpty();
  }

  @Test
  void append_andClose_setTheTimeToLiveFromTheLastReading() {
    Duration retention = Duration.ofDays(30);
    SeriesStore months =
        new SeriesStore(fixture.session, fixture.settings.withRetention(retention), fixture.clock);
    append(months, key, one(HOUR, 7, HOUR), one(HOUR.plusSeconds(60), 8, HOUR));
    long left =
        retention.minus(Duration.between(HOUR.plusSeconds(60), StoreFixture.AFTER)).toSeconds();

    assertThat(ttl("segments", "payload")).isCloseTo((int) left, within(60));

    fixture.clock.setInstant(StoreFixture.AFTER.plus(Duration.ofDays(10)));
    months.close(key, HOUR);

    int tenDays = (int) Duration.ofDays(10).toSeconds();
    assertThat(ttl("segments", "payload")).isCloseTo((int) left - tenDays, within(60));
    assertThat(ttl("hours", "rollup")).isCloseTo((int) left - tenDays, within(60));
  }

  /** "Aa" and "BB" have the same hash code. */
  @Test
  void append_serversThatShareAPartition_keepsThemApart() {
    SeriesKey one = new SeriesKey("Aa-shares", "power");
    SeriesKey other = new SeriesKey("BB-shares", "power");
    assertThat(Bucket.of(one.serverId())).isEqualTo(Bucket.of(other.serverId()));
    Readings ofOne = steady(HOUR, Duration.ofSeconds(60), 30);
    Readings ofOther = steady(HOUR.plusSeconds(7), Duration.ofSeconds(60), 20);
    store.append(Map.of(one, ofOne, other, ofOther)).join();

    assertThat(store.close(one, HOUR)).isTrue();

    assertThat(store.readHour(one, HOUR)).isEqualTo(ofOne);
    assertThat(store.readHour(other, HOUR)).isEqualTo(ofOther);
    LocalDate day = LocalDate.of(2026, 3, 10);
    assertThat(store.openHours(one.serverId(), day)).isEmpty();
    assertThat(store.openHours(other.serverId(), day)).containsExactly(new OpenHour(other, HOUR));
    assertThat(store.latest(List.of(one.serverId())))
        .extracting(Latest::timestamp)
        .containsExactly(HOUR.plusSeconds(29 * 60));
  }

  @Test
  void append_moreSeriesThanGoAtOnce_storesAllOfThem() {
    Map<SeriesKey, Readings> many = new HashMap<>();
    for (int i = 0; i < 3_000; i++) {
      many.put(new SeriesKey("many-" + i, "power"), one(HOUR.plusSeconds(i), i, HOUR));
    }
    store.append(many).join();

    many.forEach((series, readings) ->
        assertThat(store.readHour(series, HOUR)).as(series.serverId()).isEqualTo(readings));
    assertThat(store.latest(many.keySet().stream().map(SeriesKey::serverId).toList()))
        .extracting(Latest::key)
        .containsExactlyInAnyOrderElementsOf(many.keySet());
  }

  /** Each reading has an hour of its own, and as that is over, a row that says so. */
  @Test
  void append_yearsOfHourlyReadings_storesThemInPartsOfFewStatements() {
    SeriesKey other = new SeriesKey(key.serverId(), "co2");
    Map<SeriesKey, Readings> history =
        Map.of(
            key, steady(HOUR.minus(Duration.ofHours(20_000)), Duration.ofHours(1), 20_000),
            other, steady(HOUR.minus(Duration.ofHours(1_500)), Duration.ofMinutes(30), 3_000));
    StatementCount count = new StatementCount();

    new SeriesStore(count.of(fixture.session), fixture.settings, fixture.clock)
        .append(history)
        .join();

    assertThat(count.most()).isLessThanOrEqualTo(2 * Appender.SEGMENTS_AT_ONCE + history.size());
    history.forEach((series, readings) ->
        assertThat(readAll(store, series, Instant.ofEpochMilli(readings.firstMillis()), HOUR))
            .isEqualTo(readings));
    assertThat(store.latest(List.of(key.serverId())))
        .extracting(Latest::timestamp)
        .containsExactlyInAnyOrder(HOUR.minusSeconds(3600), HOUR.minusSeconds(1800));
  }

  @Test
  void read_segmentOfAnUnknownVersion_saysWhichAndWhere() {
    fixture.session.execute(
        "INSERT INTO series_store_it.segments"
            + " (bucket, day, server_id, metric, hour, start, id, payload)"
            + " VALUES (?, '2026-03-10', ?, 'power', 10, ?, now(), 0x09ff)",
        Bucket.of(key.serverId()),
        key.serverId(),
        HOUR);

    assertThatThrownBy(() -> readAll(store, key, HOUR, StoreFixture.AFTER))
        .isInstanceOf(UnreadableSegmentException.class)
        .hasMessageContaining("version 9, where only 1 is known")
        .hasMessageContaining("power of server " + key.serverId())
        .hasMessageContaining("2026-03-10T10:00:00Z");
    assertThatThrownBy(() -> store.close(key, HOUR)).isInstanceOf(UnreadableSegmentException.class);
  }

  @Test
  void rollups_holdsAcrossHourAndDay_addUpToTheWhole() {
    Instant midnight = Instant.parse("2026-03-10T00:00:00Z");
    // A reading every 7 minutes, so that nearly every hour and the day end within a hold.
    Readings readings = steady(midnight.minusSeconds(7200), Duration.ofSeconds(420), 40);
    append(store, key, readings);
    store.close(key, midnight.minusSeconds(3600));
    store.close(key, midnight);
    long from = midnight.minusSeconds(7200).toEpochMilli();
    long to = midnight.plusSeconds(4 * 3600).toEpochMilli();

    Integral sum = Integral.NONE;
    for (long hour = from; hour < to; hour += 3_600_000) {
      Instant start = Instant.ofEpochMilli(hour);
      List<Rollup> rollups = store.rollups(key, start, start.plusSeconds(3600));
      Sample before = store.lastBefore(key, start, MAX_GAP).orElse(null);
      sum = sum.plus(Integral.ofRollups(rollups, before, hour, hour + 3_600_000, MAX_GAP));
    }

    Integral whole = Integral.of(readings, null, from, to, MAX_GAP);
    assertThat(sum.valueSeconds()).isCloseTo(whole.valueSeconds(), within(1e-6));
    assertThat(sum.coveredMillis()).isEqualTo(whole.coveredMillis());
    assertThat(whole.coveredMillis()).isEqualTo(39 * 420_000L + 900_000);
  }

  @Test
  void lastBefore_acrossHours_findsItIfItIsYoungEnough() {
    append(store, key, one(HOUR.minusSeconds(100), 5, HOUR));

    assertThat(store.lastBefore(key, HOUR.plusSeconds(600), MAX_GAP))
        .contains(new Sample(HOUR.minusSeconds(100).toEpochMilli(), 5));
    assertThat(store.lastBefore(key, HOUR.plusSeconds(801), MAX_GAP)).isEmpty();
    assertThat(store.lastBefore(key, HOUR.minusSeconds(100), MAX_GAP)).isEmpty();
  }

  @Test
  void latest_writesInAnyOrder_isTheLastReading() {
    SeriesKey co2 = new SeriesKey(key.serverId(), "co2");
    append(store, key, one(HOUR.plusSeconds(5), 2, HOUR), one(HOUR, 1, StoreFixture.AFTER));
    append(store, co2, one(HOUR, 3, HOUR));

    assertThat(store.latest(List.of(key.serverId(), "nobody")))
        .containsExactlyInAnyOrder(
            new Latest(key, HOUR.plusSeconds(5), 2, Origin.MEASURED),
            new Latest(co2, HOUR, 3, Origin.MEASURED));
    assertThat(store.latest()).contains(new Latest(co2, HOUR, 3, Origin.MEASURED));
    assertThat(store.metrics(key.serverId())).containsExactlyInAnyOrder("power", "co2");
  }

  @Test
  void latest_readingOfTheFarFuture_doesNotHideWhatComesAfter() {
    Instant ahead = StoreFixture.AFTER.plus(Duration.ofDays(300));
    append(store, key, one(ahead, 1, HOUR), one(HOUR, 2, HOUR));

    assertThat(store.latest(List.of(key.serverId())))
        .extracting(Latest::value)
        .containsExactly(2.0);
    assertThat(store.readHour(key, ahead).size()).isOne();
  }

  @Test
  void latest_oneTimestampTwice_isDecidedAsByTheReaders() {
    Instant received = StoreFixture.AFTER;
    append(store, key, one(HOUR, 9, received), one(HOUR, -1, received));
    append(store, key, one(HOUR, 1e9, received.minusSeconds(1)));

    double read = store.readHour(key, HOUR).value(0);
    assertThat(read).isEqualTo(-1);
    assertThat(store.latest(List.of(key.serverId())))
        .extracting(Latest::value)
        .containsExactly(read);
  }

  @Test
  void requireRetention_storeTakesIt_leavesNoRow() {
    SeriesStore longest =
        new SeriesStore(
            fixture.session,
            fixture.settings.withRetention(Duration.ofDays(36_500)),
            fixture.clock);

    longest.requireRetention();

    assertThat(fixture.session.execute("SELECT server_id FROM series_store_it.hours"))
        .extracting(row -> row.getString(0))
        .doesNotContain("");
  }

  @Test
  void openHours_lateReadingsOfOneDay_namesThemOnly() {
    SeriesKey co2 = new SeriesKey(key.serverId(), "co2");
    store.append(Map.of(key, one(HOUR, 1, HOUR), co2, one(HOUR.minusSeconds(1), 1, HOUR))).join();

    assertThat(store.openHours(key.serverId(), LocalDate.of(2026, 3, 10)))
        .containsExactlyInAnyOrder(
            new OpenHour(key, HOUR), new OpenHour(co2, HOUR.minusSeconds(3600)));
    assertThat(store.openHours(key.serverId(), LocalDate.of(2026, 3, 9))).isEmpty();
  }

  @Test
  void mayHaveReadings_serversOfTwoPartitions_leavesOutWhereNothingIs() {
    String silent = key.serverId() + "-silent";
    assertThat(Bucket.of(silent)).isNotEqualTo(Bucket.of(key.serverId()));
    Instant onlyHere = HOUR.minus(Duration.ofDays(37));
    store.append(Map.of(key, one(onlyHere, 1, onlyHere))).join();

    List<String> both = List.of(silent, key.serverId());
    LocalDate day = LocalDate.of(2026, 2, 1);
    assertThat(store.mayHaveReadings(both, day)).containsExactly(key.serverId());
    assertThat(store.mayHaveReadings(both, day.minusYears(1))).isEmpty();
  }

  private int ttl(String table, String column) {
    return fixture
        .session
        .execute(
            "SELECT TTL(%s) FROM series_store_it.%s".formatted(column, table)
                + " WHERE bucket = ? AND day = '2026-03-10' AND server_id = ?"
                + " AND metric = 'power'",
            Bucket.of(key.serverId()),
            key.serverId())
        .one()
        .getInt(0);
  }
}
