package io.kilowatch.series.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.series.Readings;
import io.kilowatch.series.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IntegralTests {
  private static final Duration GAP = Duration.ofSeconds(900);
  private static final long HOUR = 3_600_000;

  @Test
  void of_readings_eachHoldsUntilTheNextAndTheLastUntilTheEnd() {
    Readings readings = readings(0, 100, 10_000, 200);

    assertThat(Integral.of(readings, null, 0, 30_000, GAP))
        .isEqualTo(new Integral(100 * 10 + 200 * 20, 30_000));
  }

  @Test
  void of_longSilence_holdsForTheGreatestGapOnly() {
    Readings readings = readings(0, 100, HOUR / 2, 200);

    assertThat(Integral.of(readings, null, 0, HOUR, GAP))
        .isEqualTo(new Integral(100 * 900 + 200 * 900, 1_800_000));
  }

  @Test
  void of_readingBeforeTheWindow_holdsIntoIt() {
    Integral expected = new Integral(50 * 400 + 100 * 900, 1_300_000);

    Readings inside = readings(HOUR + 1_000_000, 100);
    assertThat(Integral.of(inside, new Sample(HOUR - 500_000, 50), HOUR, 2 * HOUR, GAP))
        .isEqualTo(expected);
    Readings both = readings(HOUR - 500_000, 50, HOUR + 1_000_000, 100);
    assertThat(Integral.of(both, null, HOUR, 2 * HOUR, GAP)).isEqualTo(expected);
  }

  @Test
  void of_readingBeforeTheWindowThatIsTooOld_countsForNothing() {
    assertThat(Integral.of(Readings.EMPTY, new Sample(0, 50), HOUR, 2 * HOUR, GAP))
        .isEqualTo(Integral.NONE);
  }

  @Test
  void of_noReadings_isNone() {
    assertThat(Integral.of(Readings.EMPTY, null, 0, HOUR, GAP)).isEqualTo(Integral.NONE);
  }

  @Test
  void of_readingBehindTheWindow_endsTheHoldOnly() {
    assertThat(Integral.of(readings(0, 10, 20_000, 99), null, 0, 5_000, GAP))
        .isEqualTo(new Integral(50, 5_000));
  }

  @Test
  void of_notInOrder_isRefused() {
    assertThatThrownBy(() -> Integral.of(readings(5, 1), new Sample(5, 1), 0, HOUR, GAP))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ofRollups_reachingOutOfTheWindow_isRefused() {
    List<Rollup> rollups = List.of(Rollups.of(readings(0, 1, HOUR, 2), 0, GAP));

    assertThatThrownBy(() -> Integral.ofRollups(rollups, null, 0, HOUR, GAP))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ofRollups_anyReadingsAnyWindows_equalsTheIntegralOfTheReadings() {
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      Readings readings = random(random);
      long from = 0;
      long to = 6 * HOUR;
      Integral whole = Integral.of(readings, null, from, to, GAP);

      Integral byHour = Integral.NONE;
      Integral byMinutesOfTheHour = Integral.NONE;
      Sample before = null;
      for (long hour = from; hour < to; hour += HOUR) {
        Readings inside = readings.slice(hour, hour + HOUR);
        byHour = byHour.plus(seamed(hours(inside, hour), before, hour));
        byMinutesOfTheHour =
            byMinutesOfTheHour.plus(seamed(Rollups.minutes(inside, GAP), before, hour));
        before = inside.isEmpty() ? before : inside.last();
      }

      assertSame(byHour, whole);
      assertSame(byMinutesOfTheHour, whole);
    }
  }

  private static Integral seamed(List<Rollup> rollups, @Nullable Sample before, long hour) {
    return Integral.ofRollups(rollups, before, hour, hour + HOUR, GAP);
  }

  private static List<Rollup> hours(Readings inside, long hour) {
    return inside.isEmpty() ? List.of() : List.of(Rollups.of(inside, hour, GAP));
  }

  private static void assertSame(Integral actual, Integral expected) {
    assertThat(actual.coveredMillis()).isEqualTo(expected.coveredMillis());
    assertThat(actual.valueSeconds()).isCloseTo(expected.valueSeconds(), within(1e-5));
  }

  private static Readings random(Random random) {
    Readings.Builder readings = Readings.builder(100);
    long at = random.nextInt(1_000_000);
    for (int i = 0; i < 100; i++) {
      readings.add(at, random.nextInt(50_000) / 100.0, 0, Origin.MEASURED);
      at += 1 + random.nextInt(random.nextBoolean() ? 60_000 : 1_500_000);
    }
    return readings.build().slice(0, 6 * HOUR);
  }

  private static Readings readings(double... timesAndValues) {
    Readings.Builder readings = Readings.builder(timesAndValues.length / 2);
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < timesAndValues.length; i += 2) {
      starts.add(i);
    }
    starts.forEach(
        i -> readings.add((long) timesAndValues[i], timesAndValues[i + 1], 0, Origin.MEASURED));
    return readings.build();
  }
}
