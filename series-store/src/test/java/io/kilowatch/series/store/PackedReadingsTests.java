package io.kilowatch.series.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.series.Readings;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PackedReadingsTests {

  private static final Instant HOUR = Instant.parse("2026-03-10T10:00:00Z");

  @Test
  void of_readingsOfSeveralHours_isASegmentOfEach() {
    Readings readings = every(Duration.ofMinutes(25), 6);

    PackedReadings packed = PackedReadings.of(readings);

    assertThat(packed.segments()).extracting(Segment::count).containsExactly(3, 2, 1);
    assertThat(packed.hours())
        .containsExactly(HOUR, HOUR.plusSeconds(3_600), HOUR.plusSeconds(7_200));
    assertThat(packed.size()).isEqualTo(6);
    assertThat(packed.unpack()).isEqualTo(readings);
  }

  @Test
  void of_moreThanASegmentTakes_isSeveralOfOneHour() {
    Readings readings = every(Duration.ofMillis(1), 65_537);

    PackedReadings packed = PackedReadings.of(readings);

    assertThat(packed.segments()).extracting(Segment::count).containsExactly(65_536, 1);
    assertThat(packed.hours()).containsExactly(HOUR);
    assertThat(packed.unpack()).isEqualTo(readings);
  }

  @Test
  void of_none_isNothing() {
    PackedReadings packed = PackedReadings.of(Readings.EMPTY);

    assertThat(packed.segments()).isEmpty();
    assertThat(packed.unpack()).isEqualTo(Readings.EMPTY);
    assertThat(packed.lastBefore(Long.MAX_VALUE)).isEqualTo(Readings.EMPTY);
  }

  @Test
  void lastBefore_timesAroundIt_isTheLastThatIsEarlier() {
    Readings readings = every(Duration.ofMinutes(25), 6);
    PackedReadings packed = PackedReadings.of(readings);
    long last = readings.lastMillis();

    assertThat(packed.lastBefore(last + 1)).isEqualTo(readings.between(5, 6));
    assertThat(packed.lastBefore(last)).isEqualTo(readings.between(4, 5));
    assertThat(packed.lastBefore(HOUR.toEpochMilli())).isEqualTo(Readings.EMPTY);
  }

  private static Readings every(Duration step, int count) {
    Readings.Builder readings = Readings.builder(count);
    for (int i = 0; i < count; i++) {
      Instant at = HOUR.plus(step.multipliedBy(i));
      readings.add(at.toEpochMilli(), 200 + i % 9, at.getEpochSecond() + 1, Origin.MODELLED);
    }
    return readings.build();
  }
}
