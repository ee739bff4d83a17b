package io.kilowatch.series.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.series.Readings;
import io.kilowatch.series.codec.RollupCodec;
import io.kilowatch.series.codec.UnreadableSegmentException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RollupsTests {
  private static final Duration GAP = Duration.ofSeconds(900);

  @Test
  void of_readings_countsSumsAndHolds() {
    Readings readings =
        Readings.builder(3)
            .add(1_000, 10, 1, Origin.MEASURED)
            .add(2_000, 5, 2, Origin.EMULATED)
            .add(2_000_000, 30, 3, Origin.MEASURED)
            .build();

    assertThat(Rollups.of(readings, 0, GAP))
        .isEqualTo(
            new Rollup(
                0,
                3,
                45,
                5,
                30,
                1_000,
                10,
                2_000_000,
                30,
                10 + 5 * 900,
                901_000,
                Set.of(Origin.MEASURED, Origin.EMULATED)));
  }

  @Test
  void of_nothing_isRefused() {
    assertThatThrownBy(() -> Rollups.of(Readings.EMPTY, 0, GAP))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void of_manyDecimals_sumIsTheNearestDouble() {
    Readings.Builder readings = Readings.builder(3600);
    for (int i = 0; i < 3600; i++) {
      readings.add(i * 1000L, 0.1, 0, Origin.MEASURED);
    }

    assertThat(Rollups.of(readings.build(), 0, GAP).sum()).isEqualTo(360.0);
  }

  @Test
  void minutes_ofAnHourWithAGap_leaveEmptyOnesOut() {
    Readings.Builder readings = Readings.builder(90);
    for (int i = 0; i < 90; i++) {
      readings.add(i * 1000L + (i < 80 ? 0 : 600_000), i, 0, Origin.MEASURED);
    }

    assertThat(Rollups.minutes(readings.build(), GAP))
        .extracting(Rollup::startMillis, Rollup::count)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(0L, 60L),
            org.assertj.core.groups.Tuple.tuple(60_000L, 20L),
            org.assertj.core.groups.Tuple.tuple(660_000L, 10L));
  }

  @Test
  void codec_anyMinutes_comeBackTheSame() {
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      List<Rollup> minutes = Rollups.minutes(hour(random, random.nextBoolean()), GAP);

      assertThat(RollupCodec.decode(ByteBuffer.wrap(RollupCodec.encode(minutes))))
          .isEqualTo(minutes);
    }
  }

  @Test
  void codec_minutesOfOneSecondReadingsInHundredths_takeUnderHalfOfTheirSegment() {
    byte[] minutes = RollupCodec.encode(Rollups.minutes(hour(new Random(1), true), GAP));

    assertThat(minutes.length).isLessThan(1500);
  }

  @Test
  void codec_unknownVersionTruncationAndTrailingBytes_areRefused() {
    byte[] bytes = RollupCodec.encode(Rollups.minutes(hour(new Random(1), true), GAP));

    byte[] newer = bytes.clone();
    newer[0] = 2;
    assertRefused(newer);
    assertRefused(Arrays.copyOf(bytes, bytes.length + 1));
    for (int length = 0; length < bytes.length; length++) {
      assertRefused(Arrays.copyOf(bytes, length));
    }
  }

  private static void assertRefused(byte[] bytes) {
    assertThatThrownBy(() -> RollupCodec.decode(ByteBuffer.wrap(bytes)))
        .isInstanceOf(UnreadableSegmentException.class);
  }

  private static Readings hour(Random random, boolean decimals) {
    Readings.Builder readings = Readings.builder(3600);
    long hundredths = 20_000;
    for (int i = 0; i < 3600; i++) {
      hundredths += Math.round(random.nextGaussian() * 50);
      double value = decimals ? hundredths / 100.0 : random.nextDouble();
      readings.add(i * 1000L + 3_600_000, value, i, Origin.EMULATED);
    }
    return readings.build();
  }
}
