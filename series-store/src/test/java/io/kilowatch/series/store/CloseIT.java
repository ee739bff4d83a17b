package io.kilowatch.series.store;

import static io.kilowatch.series.store.StoreFixture.HOUR;
import static io.kilowatch.series.store.StoreFixture.MAX_GAP;
import static io.kilowatch.series.store.StoreFixture.append;
import static io.kilowatch.series.store.StoreFixture.appendSingly;
import static io.kilowatch.series.store.StoreFixture.one;
import static io.kilowatch.series.store.StoreFixture.steady;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kilowatch.series.Readings;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.rollup.Rollups;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class CloseIT {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 10);
  private static final Instant IN_TIME = Instant.parse("2026-03-10T10:30:00Z");

  private static StoreFixture fixture;

  private SeriesKey key;
  private SeriesStore store;

  @BeforeAll
  static void start() {
    fixture = new StoreFixture("close_it");
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @BeforeEach
  void freshSeries(TestInfo test) {
    key = new SeriesKey(test.getTestMethod().orElseThrow().getName(), "power");
    store = fixture.store();
    fixture.clock.setInstant(IN_TIME);
  }

  @Test
  void close_manySegments_leavesOneWithItsRollup() {
    Readings readings = steady(HOUR, Duration.ofSeconds(1), 3600);
    appendSingly(store, key, readings.between(0, 50));
    append(store, key, readings.between(40, 2000), readings.between(2000, 3600));
    hourIsOver();

    assertThat(openHours()).containsExactly(new OpenHour(key, HOUR));
    assertThat(store.close(key, HOUR)).isTrue();

    assertThat(fixture.rows("segments", key)).isOne();
    assertThat(fixture.rows("hours", key)).isOne();
    assertThat(openHours()).isEmpty();
    assertThat(store.close(key, HOUR)).isFalse();
    assertAllReadsGive(readings);
  }

  @Test
  void close_hourThatIsNotOver_doesNothing() {
    append(store, key, one(HOUR, 1, HOUR));

    assertThat(store.close(key, HOUR)).isFalse();
    assertThat(openHours()).isEmpty();
  }

  @Test
  void close_hourWithoutReadings_doesNothing() {
    hourIsOver();

    assertThat(store.close(key, HOUR)).isFalse();
  }

  @Test
  void close_twoClosersAtOnce_losesNothingAndIsClosedAgain() {
    Readings readings = steady(HOUR, Duration.ofSeconds(10), 360);
    appendSingly(store, key, readings);
    hourIsOver();
    CyclicBarrier bothHaveRead = new CyclicBarrier(2);
    SeriesStore one = fixture.store(hour -> await(bothHaveRead));
    SeriesStore other = fixture.store(hour -> await(bothHaveRead));

    CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(() -> one.close(key, HOUR));
    assertThat(other.close(key, HOUR)).isTrue();
    assertThat(first.join()).isTrue();

    assertThat(fixture.rows("segments", key)).isEqualTo(2);
    assertThat(openHours()).containsExactly(new OpenHour(key, HOUR));
    assertAllReadsGive(readings);
    assertThat(store.close(key, HOUR)).isTrue();
    assertThat(fixture.rows("segments", key)).isOne();
    assertThat(fixture.rows("hours", key)).isOne();
    assertThat(openHours()).isEmpty();
    assertAllReadsGive(readings);
  }

  @Test
  void close_lateReadingsBetweenReadAndWrite_stayAndOpenTheHourAgain() {
    Readings early = steady(HOUR, Duration.ofSeconds(10), 200);
    Readings late = steady(HOUR.plusSeconds(2000), Duration.ofSeconds(10), 100);
    append(store, key, early.between(0, 100), early.between(100, 200));
    hourIsOver();
    SeriesStore slow = fixture.store(hour -> append(store, key, late));

    assertThat(slow.close(key, HOUR)).isTrue();

    Readings all = Readings.merge(List.of(early, late));
    assertThat(openHours()).containsExactly(new OpenHour(key, HOUR));
    assertAllReadsGive(all);
    assertThat(store.close(key, HOUR)).isTrue();
    assertThat(openHours()).isEmpty();
    assertAllReadsGive(all);
  }

  @Test
  void close_readingsThatCameAfterAClose_areMergedByTheNext() {
    Readings early = steady(HOUR, Duration.ofSeconds(10), 200);
    append(store, key, early);
    hourIsOver();
    store.close(key, HOUR);

    append(store, key, one(HOUR.plusSeconds(3333), 999, fixture.clock.instant()));

    Readings all =
        Readings.merge(List.of(early, one(HOUR.plusSeconds(3333), 999, fixture.clock.instant())));
    assertAllReadsGive(all);
    assertThat(store.close(key, HOUR)).isTrue();
    assertThat(fixture.rows("hours", key)).isOne();
    assertAllReadsGive(all);
  }

  @Test
  void read_oldValueRedeliveredAfterACorrection_keepsTheCorrection() {
    Readings old = one(HOUR, 100, HOUR.plusSeconds(1));
    Readings correction = one(HOUR, 50, HOUR.plusSeconds(600));
    append(store, key, old, correction);
    append(store, key, old);
    assertThat(store.readHour(key, HOUR)).isEqualTo(correction);
    hourIsOver();
    store.close(key, HOUR);
    assertAllReadsGive(correction);

    append(store, key, old);

    assertAllReadsGive(correction);
    assertThat(store.close(key, HOUR)).isTrue();
    assertAllReadsGive(correction);
    assertThat(store.latest(List.of(key.serverId())))
        .extracting(Latest::value)
        .containsExactly(50.0);
  }

  @Test
  void read_hourClosedBetweenTwoPages_seesEveryReading() {
    Readings readings = steady(HOUR, Duration.ofSeconds(10), 300);
    AtomicBoolean closed = new AtomicBoolean();
    SeriesStore paging =
        fixture.storeWithPagesOf(5, () -> closed.compareAndSet(false, store.close(key, HOUR)));
    hourIsOver();
    appendSingly(store, key, readings);

    Readings read = paging.readHour(key, HOUR);

    assertThat(closed).isTrue();
    assertThat(read).isEqualTo(readings);
  }

  @Test
  void read_readingsComeBetweenAllPages_seesEveryOneThatWasThere() {
    Readings readings = steady(HOUR, Duration.ofSeconds(10), 100);
    AtomicInteger come = new AtomicInteger();
    SeriesStore paging =
        fixture.storeWithPagesOf(
            40, () -> append(store, key, one(HOUR.plusMillis(come.incrementAndGet()), 1, HOUR)));
    appendSingly(store, key, readings);

    Readings read = paging.readHour(key, HOUR);

    assertThat(come.get()).isPositive();
    assertThat(Readings.merge(List.of(read, readings))).isEqualTo(read);
  }

  @Test
  void close_crashBetweenTwoHours_isFoundAndFinishedByTheSweep() {
    Instant next = HOUR.plus(Duration.ofHours(1));
    Readings readings = steady(HOUR, Duration.ofSeconds(60), 120);
    appendSingly(store, key, readings);
    fixture.clock.setInstant(next.plus(Duration.ofMinutes(80)));
    SeriesStore crashing =
        fixture.store(hour -> {
          if (hour.start().equals(next)) {
            throw new IllegalStateException("crashed");
          }
        });

    assertThat(crashing.close(key, HOUR)).isTrue();
    assertThatThrownBy(() -> crashing.close(key, next)).hasMessage("crashed");

    SeriesStore restarted = fixture.store();
    assertThat(restarted.openHours(key.serverId(), DAY)).containsExactly(new OpenHour(key, next));
    assertThat(restarted.close(key, next)).isTrue();
    assertThat(openHours()).isEmpty();
    assertThat(StoreFixture.readAll(restarted, key, HOUR, next.plusSeconds(3600)))
        .isEqualTo(readings);
  }

  @Test
  void close_rowOfHoursWithoutItsSegment_isRemovedOnceSettled() {
    append(store, key, one(HOUR, 1, HOUR));
    hourIsOver();
    store.close(key, HOUR);
    fixture.session.execute(
        "INSERT INTO close_it.hours (bucket, day, server_id, metric, hour, id)"
            + " VALUES (?, '2026-03-10', ?, 'power', 10, 13814000-1dd2-11b2-8000-000000000000)",
        Bucket.of(key.serverId()),
        key.serverId());

    assertThat(openHours()).hasSize(1);
    assertThat(store.close(key, HOUR)).isTrue();
    assertThat(fixture.rows("hours", key)).isOne();
    assertThat(openHours()).isEmpty();
  }

  @Test
  void close_moreReadingsThanAreMergedAtOnce_joinsWhatFitsAndLosesNothing() {
    SeriesStore merging = fixture.storeMerging(100);
    Readings readings = steady(HOUR, Duration.ofSeconds(10), 360);
    Readings correction = one(HOUR.plusSeconds(1000), 999, HOUR.plusSeconds(3000));
    for (int from = 0; from < 360; from += 30) {
      append(store, key, readings.between(from, from + 30));
    }
    append(store, key, correction);
    hourIsOver();

    assertThat(merging.close(key, HOUR)).isTrue();

    assertThat(fixture.rows("segments", key)).as("of 90 readings each").isEqualTo(4);
    assertThat(openHours()).containsExactly(new OpenHour(key, HOUR));
    assertAllReadsGive(Readings.merge(List.of(readings, correction)));
    assertThat(merging.close(key, HOUR)).isFalse();

    assertThat(store.close(key, HOUR)).as("with room for all").isTrue();
    assertThat(fixture.rows("segments", key)).isOne();
    assertThat(fixture.rows("hours", key)).isOne();
    assertThat(openHours()).isEmpty();
    assertAllReadsGive(Readings.merge(List.of(readings, correction)));
  }

  /** Their payload cannot be decoded: whoever tries fails. */
  @Test
  void close_hourTooLargeToMerge_isLeftAloneUndecodedForSixHours() {
    insertUndecodable(HOUR, 300_000);
    insertUndecodable(HOUR.plusSeconds(1), 100_001);
    hourIsOver();
    assertThat(store.close(key, HOUR)).isFalse();
    makeSmall();

    fixture.clock.add(Duration.ofHours(6).minusMillis(1));
    assertThat(store.close(key, HOUR)).isFalse();
    assertThat(fixture.rows("segments", key)).isEqualTo(2);

    fixture.clock.add(Duration.ofMillis(1));
    assertThat(store.close(key, HOUR)).isTrue();
    assertThat(fixture.rows("segments", key)).isOne();
  }

  private void insertUndecodable(Instant start, int count) {
    fixture.session.execute(
        "INSERT INTO close_it.segments"
            + " (bucket, day, server_id, metric, hour, start, id, end, count, payload)"
            + " VALUES (?, ?, ?, 'power', 10, ?, now(), ?, ?, 0x00)",
        Bucket.of(key.serverId()),
        DAY,
        key.serverId(),
        start,
        start,
        count);
  }

  /** Leaves two segments of one reading each, which no late reading could. */
  private void makeSmall() {
    fixture.session.execute(
        "DELETE FROM close_it.segments WHERE bucket = ? AND day = ? AND server_id = ?",
        Bucket.of(key.serverId()),
        DAY,
        key.serverId());
    append(store, key, one(HOUR, 1, HOUR), one(HOUR.plusSeconds(1), 1, HOUR));
  }

  private void assertAllReadsGive(Readings expected) {
    assertThat(store.readHour(key, HOUR)).isEqualTo(expected);
    Instant end = HOUR.plusSeconds(3600);
    assertThat(StoreFixture.readAll(store, key, HOUR, end)).isEqualTo(expected);
    assertThat(store.rollups(key, HOUR, end))
        .containsExactly(Rollups.of(expected, HOUR.toEpochMilli(), MAX_GAP));
    assertThat(store.minutes(key, HOUR, end)).isEqualTo(Rollups.minutes(expected, MAX_GAP));
  }

  private List<OpenHour> openHours() {
    return store.openHours(key.serverId(), DAY);
  }

  private static void hourIsOver() {
    fixture.clock.setInstant(StoreFixture.AFTER);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
