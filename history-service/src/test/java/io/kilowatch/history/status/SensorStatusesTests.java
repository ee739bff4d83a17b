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
