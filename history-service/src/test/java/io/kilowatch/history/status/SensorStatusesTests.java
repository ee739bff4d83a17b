package io.kilowatch.history.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.registry.SensorMode;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.history.MemorySeries;
import io.kilowatch.series.Readings;
import io.kilowatch.series.SeriesKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SensorStatusesTests {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final ServerEntry SERVER =
      new ServerEntry(
          "a", 1, "A", "site", "R1", 8, SensorMode.EXTERNAL, Map.of(), NOON, null, List.of());

  private final MemorySeries series = new MemorySeries();
  private final SensorStatuses statuses =
      new SensorStatuses(series, Clock.fixed(NOON, ZoneOffset.UTC));

  @Test
  void of_latestReadingsOnTheirWay_hasNoGap() {
    everySecondUntil(NOON.minusSeconds(12));
    assertThat(power().gaps()).isEmpty();
  }

  @Test
  void of_silentForLonger_hasAGapThatLasts() {
    Instant last = NOON.minusSeconds(19);
    everySecondUntil(last);
    assertThat(power().gaps()).containsExactly(new SensorStatus.Gap(last, null));
  }

  @Test
  void of_outageLongerThanTheWindow_isTold() {
    Instant stopped = NOON.minus(Duration.ofHours(66));
    Instant again = NOON.minus(Duration.ofHours(1));
    everyMinute(stopped.minus(Duration.ofHours(2)), stopped, again, NOON);

    assertThat(power().gaps()).containsExactly(new SensorStatus.Gap(stopped, again));
    assertThat(power().gapCount()).isEqualTo(1);
  }

  @Test
  void of_sensorThatIsNew_hasNoGap() {
    everyMinute(NOON.minus(Duration.ofHours(1)), NOON);

    assertThat(power().gaps()).isEmpty();
  }

  /** From each first time to the second. */
  private void everyMinute(Instant... ends) {
    Readings.Builder readings = Readings.builder(100);
    for (int i = 0; i < ends.length; i += 2) {
      for (Instant at = ends[i]; !at.isAfter(ends[i + 1]); at = at.plusSeconds(60)) {
        readings.add(at.toEpochMilli(), 100, at.getEpochSecond(), Origin.MEASURED);
      }
    }
    series.put(new SeriesKey("a", "power"), readings.build());
  }

  private SensorStatus power() {
    return statuses.of(SERVER).getFirst();
  }

  private void everySecondUntil(Instant last) {
    Readings.Builder readings = Readings.builder(100);
    Instant at = last.minus(Duration.ofSeconds(99));
    while (!at.isAfter(last)) {
      readings.add(at.toEpochMilli(), 100, at.getEpochSecond(), Origin.MEASURED);
      at = at.plusSeconds(1);
    }
    series.put(new SeriesKey("a", "power"), readings.build());
  }
}
