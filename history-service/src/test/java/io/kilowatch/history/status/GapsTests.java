package io.kilowatch.history.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.history.MemorySeries;
import io.kilowatch.series.Readings;
import io.kilowatch.series.SeriesKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GapsTests {

  @Test
  void add_spacingAtTheLimit_isNoGap() {
    Gaps gaps = new Gaps(30, null);
    gaps.add(at(100, 130, 161));
    gaps.endAt(191);

    assertThat(gaps.latest()).containsExactly(gap(130, 161L));
  }

  @Test
  void add_silenceFromBeforeAndToTheEnd_isFound() {
    Gaps gaps = new Gaps(30, 10L);
    gaps.add(at(100));
    gaps.endAt(200);

    assertThat(gaps.latest()).containsExactly(gap(10, 100L), gap(100, null));
  }

  @Test
  void add_moreThanAreRemembered_countsAllAndKeepsTheLatest() {
    Gaps gaps = new Gaps(1, 0L);
    for (int i = 1; i <= 150; i++) {
      gaps.add(at(i * 10));
    }

    assertThat(gaps.count()).isEqualTo(150);
    assertThat(gaps.latest()).hasSize(100);
    assertThat(gaps.latest().getLast()).isEqualTo(gap(1490, 1500L));
  }

  @Test
  void median_intervalChanged_isOfTheLatestReadings() {
    SeriesKey key = new SeriesKey("a", "power");
    MemorySeries series = new MemorySeries();
    Readings.Builder readings = Readings.builder(1000);
    long millis = Instant.parse("2025-01-01T00:30:00Z").toEpochMilli();
    for (int i = 0; i < 1000; i++) {
      readings.add(millis, 1, 0, Origin.MEASURED);
      millis += i < 800 ? 10_000 : 2_000;
    }
    series.put(key, readings.build());

    assertThat(Spacing.median(series, key, Instant.ofEpochMilli(series.all(key).lastMillis())))
        .hasValue(2000);
  }

  @Test
  void median_singleReading_isUnknown() {
    SeriesKey key = new SeriesKey("a", "power");
    MemorySeries series = new MemorySeries();
    series.put(key, at(5000));

    assertThat(Spacing.median(series, key, Instant.ofEpochMilli(5000))).isEmpty();
  }

  private static SensorStatus.Gap gap(long start, Long end) {
    return new SensorStatus.Gap(
        Instant.ofEpochMilli(start), end == null ? null : Instant.ofEpochMilli(end));
  }

  private static Readings at(long... millis) {
    Readings.Builder readings = Readings.builder(millis.length);
    for (long each : millis) {
      readings.add(each, 1, 0, Origin.MEASURED);
    }
    return readings.build();
  }
}
