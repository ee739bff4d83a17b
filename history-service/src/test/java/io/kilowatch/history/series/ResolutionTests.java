package io.kilowatch.history.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.base.input.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolutionTests {

  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "PT10S, 800, 1, READING",
    "PT1H, 800, 5, READING",
    "PT6H, 800, 30, READING",
    "P1D, 800, 300, MINUTE",
    "P7D, 800, 900, MINUTE",
    "P30D, 800, 3600, HOUR",
    "P365D, 800, 43200, HOUR",
    "P365D, 10000, 3600, HOUR",
    "P3650D, 800, 604800, HOUR",
  })
  void of_alignedRange_isTheFinestThatFits(Duration length, int points, long seconds, Grain grain) {
    Resolution resolution = Resolution.of(new TimeRange(START, START.plus(length)), points);

    assertThat(resolution.seconds()).isEqualTo(seconds);
    assertThat(resolution.grain()).isEqualTo(grain);
  }

  @Test
  void of_anyRange_coversItInAtMostThatManyPoints() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      long from = START.toEpochMilli() - random.nextLong(1_000_000_000_000L);
      long length = 1 + (long) (Math.exp(random.nextDouble() * Math.log(347_000_000_000.0)));
      TimeRange range =
          new TimeRange(Instant.ofEpochMilli(from), Instant.ofEpochMilli(from + length));
      int points = 1 + random.nextInt(random.nextBoolean() ? 3 : 10_000);

      Resolution resolution = Resolution.of(range, points);

      assertThat(resolution.intervals(range)).isBetween(1L, (long) points);
      assertThat(resolution.millis() * points).isGreaterThanOrEqualTo(length);
    }
  }
}
