package io.kilowatch.packager.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.series.SeriesKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BatcherTests {

  private static final long MILLI = 1_000_000;

  private final List<SeriesKey> told = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // overflows on the way
  private final Batcher batcher =
      new Batcher(
          new BatchProperties(
              8,
              Duration.ofMillis(250),
              Duration.ofMillis(100),
              Duration.ofMillis(350),
              10,
              5,
              1000,
              1,
              0,
              Duration.ZERO),
          nanos::get,
          new Sources(key -> _ -> told.add(key)));

  @Test
  void add_runsOfOneSeriesInSeveralBatches_areToldWithOneKey() {
    add(1, 1);
    batcher.take();
    add(2, 1);
    assertThat(told).hasSize(2);
    assertThat(told.getFirst()).isSameAs(told.getLast());
  }

  @Test
  void nanosUntilDue_nothingOpen_isForever() {
    assertThat(batcher.nanosUntilDue()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void nanosUntilDue_deliveriesKeepComing_countsFromTheFirst() {
    add(1, 1);
    nanos.addAndGet(200 * MILLI);
    add(2, 1);
    assertThat(batcher.nanosUntilDue()).isEqualTo(50 * MILLI);
    nanos.addAndGet(50 * MILLI);
    assertThat(batcher.nanosUntilDue()).isZero();
  }

  @Test
  void nanosUntilDue_manySegments_isLaterByEach() {
    addHourly(1, "a", 0, 2);
    assertThat(batcher.nanosUntilDue()).isEqualTo(250 * MILLI);
    addHourly(2, "b", 0, 1);
    assertThat(batcher.nanosUntilDue()).isEqualTo(300 * MILLI);
    nanos.addAndGet(300 * MILLI);
    assertThat(batcher.nanosUntilDue()).isZero();
  }

  @Test
  void nanosUntilDue_moreSegmentsThanMayBeWaitedFor_isAtTheLongest() {
    addHourly(1, "a", 0, 4);
    assertThat(batcher.nanosUntilDue()).isEqualTo(350 * MILLI);
  }

  @Test
  void nanosUntilDue_enoughReadings_isNow() {
    add(1, 9);
    assertThat(batcher.nanosUntilDue()).isPositive();
    add(2, 1);
    assertThat(batcher.nanosUntilDue()).isZero();
  }

  @Test
  void nanosUntilDue_enoughHoursOfEachSeries_isNow() {
    addHourly(1, "a", 0, 2);
    addHourly(2, "b", 0, 2);
    assertThat(batcher.full()).isFalse();
    addHourly(3, "b", 2, 1);
    assertThat(batcher.full()).isTrue();
    assertThat(batcher.nanosUntilDue()).isZero();
  }

  @Test
  void full_anotherReadingOfTheSameHours_countsAsNoSegment() {
    addHourly(1, "a", 0, 4);
    addHourly(2, "a", 3, 1);
    addHourly(3, "a", 3, 1);
    assertThat(batcher.full()).isFalse();
  }

  @Test
  void full_batchAfterOneOfManyHours_countsFromNone() {
    addHourly(1, "a", 0, 5);
    assertThat(batcher.take().readingsBySeries()).hasSize(1);
    addHourly(2, "a", 5, 4);
    assertThat(batcher.full()).isFalse();
  }

  @Test
  void nanosUntilDue_enoughBytes_isNow() {
    Delivery long1 = new Delivery(1, "power", false, new byte[999]);
    batcher.add(long1, Runs.good());
    assertThat(batcher.nanosUntilDue()).isPositive();
    batcher.add(new Delivery(2, "power", false, new byte[1]), Runs.good());
    assertThat(batcher.nanosUntilDue()).isZero();
  }

  @Test
  void nanosUntilDue_halfThePrefetchHeld_isNow() {
    for (int tag = 1; tag <= 3; tag++) {
      add(tag, 1);
    }
    assertThat(batcher.nanosUntilDue()).isPositive();
    add(4, 1);
    assertThat(batcher.nanosUntilDue()).isZero();
  }

  @Test
  void nanosUntilDue_halfThePrefetchHeldOfTwoQueues_isNotYet() {
    for (int tag = 1; tag <= 6; tag++) {
      String routingKey = tag % 2 == 0 ? "power" : "co2";
      batcher.add(new Delivery(tag, routingKey, false, new byte[1]), Runs.good());
    }
    assertThat(batcher.nanosUntilDue()).isPositive();
  }

  @Test
  void take_severalDeliveries_joinsEachSeriesAndSpansTheTags() {
    ReadingRun early = Runs.run("a", "power", 1_000_000, 1, 2);
    ReadingRun late = Runs.run("a", "power", 3_000_000, 3);
    ReadingRun other = Runs.run("b", "power", 1_000_000, 4);
    batcher.add(Runs.delivery(7, late), Runs.good(late));
    batcher.add(Runs.delivery(8, early, other), Runs.good(early, other));

    Batch batch = batcher.take();

    assertThat(batch.firstTag()).isEqualTo(7);
    assertThat(batch.lastTag()).isEqualTo(8);
    assertThat(batch.readings()).isEqualTo(4);
    var readings = batch.readingsBySeries().get(new SeriesKey("a", "power")).unpack();
    assertThat(readings.size()).isEqualTo(3);
    assertThat(readings.firstMillis()).isEqualTo(1_000_000);
    assertThat(readings.rankSeconds(2)).isEqualTo(3000);
    assertThat(batcher.nanosUntilDue()).isEqualTo(Long.MAX_VALUE);
  }

  /** A reading an hour. */
  private void addHourly(long tag, String server, int firstHour, int readings) {
    long[] timestamps =
        LongStream.range(firstHour, firstHour + readings).map(hour -> hour * 3_600_000).toArray();
    ReadingRun run =
        new ReadingRun(
            server, "power", "key-1", Origin.MEASURED, 0, timestamps, new double[readings]);
    batcher.add(Runs.delivery(tag, run), Runs.good(run));
  }

  private void add(long tag, int readings) {
    ReadingRun run = Runs.run("a", "power", 1_000_000, new double[readings]);
    batcher.add(Runs.delivery(tag, run), Runs.good(run));
  }
}
