package io.kilowatch.packager.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingBatchCodec;
import io.kilowatch.contracts.reading.ReadingRun;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SorterTests {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final long MILLIS = NOW.toEpochMilli();

  private static final Duration RETENTION = Duration.ofDays(3653);

  private final Sorter sorter =
      new Sorter(new RunCheck(Clock.fixed(NOW, ZoneOffset.UTC), RETENTION));

  @Test
  void sort_goodRuns_keepsThemAll() {
    Sorted sorted =
        sorter.sort(
            Runs.delivery(
                1, Runs.run("a", "power", MILLIS, 1, 2), Runs.run("a", "co2", MILLIS, 3)));
    assertThat(sorted.good()).hasSize(2);
    assertThat(sorted.rejects()).isEmpty();
  }

  @Test
  void sort_readingExpiredInTheQueue_keepsItsRun() {
    long expired = NOW.minus(RETENTION).minus(Duration.ofHours(23)).toEpochMilli();
    Sorted sorted = sorter.sort(Runs.delivery(1, Runs.run("a", "power", expired, 1, 2)));
    assertThat(sorted.good()).hasSize(1);
    assertThat(sorted.rejects()).isEmpty();
  }

  @Test
  void sort_someReadingsLongExpired_keepsTheOthersAndRejectsThemAlone() {
    long expired = NOW.minus(RETENTION.plusHours(25)).toEpochMilli();
    Sorted sorted =
        sorter.sort(
            Runs.delivery(
                1, mixed("a", expired, MILLIS, expired + 1, MILLIS - 1), mixed("b", expired)));

    assertThat(sorted.good())
        .singleElement()
        .usingRecursiveComparison()
        .isEqualTo(run("a", new long[] {MILLIS, MILLIS - 1}, new double[] {1, 3}));
    assertThat(sorted.rejects())
        .singleElement()
        .satisfies(reject -> {
          assertThat(reject.reason()).isEqualTo("past the retention");
          assertThat(reject.readings()).isEqualTo(3);
          assertThat(ReadingBatchCodec.decode(reject.body()))
              .usingRecursiveFieldByFieldElementComparator()
              .containsExactly(
                  run("a", new long[] {expired, expired + 1}, new double[] {0, 2}),
                  run("b", new long[] {expired}, new double[] {0}));
        });
  }

  /** Values from 0 up. */
  private static ReadingRun mixed(String serverId, long... timestamps) {
    return run(
        serverId, timestamps, IntStream.range(0, timestamps.length).asDoubleStream().toArray());
  }

  private static ReadingRun run(String serverId, long[] timestamps, double[] values) {
    return new ReadingRun(
        serverId, "power", "k", Origin.MEASURED, MILLIS / 1000, timestamps, values);
  }

  static Stream<Arguments> badRuns() {
    return Stream.of(
        Arguments.of(Runs.run("a", "voltage", MILLIS, 1), "unknown metric 'voltage'"),
        Arguments.of(Runs.run("", "power", MILLIS, 1), "no server can have the id ''"),
        Arguments.of(Runs.run("a/b", "power", MILLIS, 1), "no server can have the id 'a/b'"),
        Arguments.of(Runs.run("x".repeat(129), "power", MILLIS, 1), "no server can have the id"),
        Arguments.of(Runs.run("a", "power", MILLIS, 1, -1), "power is not from 0 to 10000000"),
        Arguments.of(Runs.run("a", "power", MILLIS, 1e9), "power is not from 0 to 10000000"),
        Arguments.of(Runs.run("a", "power", MILLIS + 7_200_000, 1), "in the future"),
        Arguments.of(
            Runs.run("a", "power", NOW.minus(RETENTION.plusHours(25)).toEpochMilli(), 1),
            "past the retention"),
        Arguments.of(
            new ReadingRun(
                "a",
                "power",
                "k",
                Origin.MEASURED,
                Long.MAX_VALUE,
                new long[] {MILLIS},
                new double[] {1}),
            "in the future"),
        Arguments.of(
            new ReadingRun(
                "a",
                "power",
                "k",
                Origin.MEASURED,
                MILLIS / 1000,
                new long[] {Long.MIN_VALUE},
                new double[] {1}),
            "before 1970"));
  }

  @ParameterizedTest
  @MethodSource("badRuns")
  void sort_badRunBetweenGoodOnes_rejectsOnlyThatOne(ReadingRun bad, String reason) {
    ReadingRun first = Runs.run("a", "power", MILLIS, 1);
    ReadingRun last = Runs.run("b", "power", MILLIS, 2);

    Sorted sorted = sorter.sort(Runs.delivery(1, first, bad, last));

    assertThat(sorted.good()).extracting(ReadingRun::serverId).containsExactly("a", "b");
    assertThat(sorted.rejects())
        .singleElement()
        .satisfies(reject -> {
          assertThat(reject.reason()).contains(reason);
          assertThat(reject.routingKey()).isEqualTo("power");
          assertThat(reject.readings()).isEqualTo(bad.size());
          ReadingRun again = ReadingBatchCodec.decode(reject.body()).getFirst();
          assertThat(again).usingRecursiveComparison().isEqualTo(bad);
        });
  }

  @Test
  void sort_twoReasons_makesADeadLetterOfEach() {
    Sorted sorted =
        sorter.sort(
            Runs.delivery(
                1,
                Runs.run("a", "voltage", MILLIS, 1),
                Runs.run("b", "voltage", MILLIS, 1),
                Runs.run("c", "current", MILLIS, 1)));
    assertThat(sorted.rejects()).extracting(Reject::readings).containsExactly(2, 1);
  }

  @Test
  void sort_runsBadInTheSameWay_makesOneDeadLetter() {
    Sorted sorted =
        sorter.sort(
            Runs.delivery(
                1,
                Runs.run("a", "power", MILLIS, -1),
                Runs.run("b", "power", MILLIS, -2),
                Runs.run("a", "power", MILLIS + 7_200_000, 1),
                Runs.run("b", "power", MILLIS + 7_200_001, 1)));
    assertThat(sorted.rejects()).extracting(Reject::readings).containsExactly(2, 2);
  }

  @Test
  void sort_unreadableBody_rejectsItAsItIs() {
    byte[] body = {9, 1, 2, 3};
    Sorted sorted = sorter.sort(new Delivery(1, "co2", false, body));
    assertThat(sorted.good()).isEmpty();
    assertThat(sorted.rejects())
        .singleElement()
        .satisfies(reject -> {
          assertThat(reject.reason()).contains("unknown version 9");
          assertThat(reject.routingKey()).isEqualTo("co2");
          assertThat(reject.body()).isSameAs(body);
        });
  }
}
