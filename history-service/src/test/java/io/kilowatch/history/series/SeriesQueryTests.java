package io.kilowatch.history.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kilowatch.base.TestRegistry;
import io.kilowatch.base.input.TimeRange;
import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.registry.EnergySource;
import io.kilowatch.history.MemorySeries;
import io.kilowatch.history.web.Subject;
import io.kilowatch.series.Readings;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SeriesQueryTests {

  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final Subject SUBJECT =
      new Subject(TestRegistry.entry("site", EnergySource.GRID, START), Metric.POWER);

  private final MemorySeries stored = new MemorySeries();
  private final SeriesQuery query = new SeriesQuery(stored);

  @RepeatedTest(40)
  void read_anyRange_equalsTheReadingsOfEachInterval(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Readings readings = random(random, 4000);
    stored.put(SUBJECT.key(), readings);
    long from = START.toEpochMilli() + random.nextInt(100_000_000);
    TimeRange range =
        new TimeRange(
            Instant.ofEpochMilli(from),
            Instant.ofEpochMilli(from + 1 + random.nextInt(1_000_000_000)));
    int points = 1 + random.nextInt(1000);

    Series series = query.read(SUBJECT, range, points);

    assertThat(series.points()).hasSizeLessThanOrEqualTo(points);
    assertThat(series.resolutionSeconds() * 1000 * points)
        .isGreaterThanOrEqualTo(range.toMillis() - range.fromMillis());
    long origin = points == 1 ? from : 0;
    long width = series.resolutionSeconds() * 1000;
    int seen = 0;
    for (Point point : series.points()) {
      long index = Math.floorDiv(point.epochMillis() - origin, width);
      long start = Math.max(from, origin + index * width);
      assertThat(point.epochMillis()).isEqualTo(start);
      Readings own =
          readings.slice(start, Math.min(origin + (index + 1) * width, range.toMillis()));
      assertPoint(point, own);
      seen += own.size();
    }
    assertThat(seen).isEqualTo(readings.slice(from, range.toMillis()).size());
  }

  @Test
  void read_year_takesRollUpsOnly() {
    stored.put(SUBJECT.key(), random(new Random(1), 5000));

    query.read(SUBJECT, new TimeRange(START, START.plus(Duration.ofDays(365))), 800);

    assertThat(stored.readingsRead()).isZero();
  }

  @Test
  void read_intervalsWithoutReadings_haveNoPoint() {
    Readings.Builder readings = Readings.builder(2);
    readings.add(START.toEpochMilli(), 1, 0, Origin.MEASURED);
    readings.add(START.plusSeconds(50).toEpochMilli(), 2, 0, Origin.MEASURED);
    stored.put(SUBJECT.key(), readings.build());

    Series series = query.read(SUBJECT, new TimeRange(START, START.plusSeconds(60)), 60);

    assertThat(series.points())
        .containsExactly(
            new Point(START.toEpochMilli(), 1, 1, 1),
            new Point(START.plusSeconds(50).toEpochMilli(), 2, 2, 2));
  }

  private static void assertPoint(Point point, Readings own) {
    double sum = 0;
    double min = Double.MAX_VALUE;
    double max = -Double.MAX_VALUE;
    for (int i = 0; i < own.size(); i++) {
      sum += own.value(i);
      min = Math.min(min, own.value(i));
      max = Math.max(max, own.value(i));
    }
    assertThat(point.min()).isEqualTo(min);
    assertThat(point.max()).isEqualTo(max);
    assertThat(point.mean()).isCloseTo(sum / own.size(), within(1e-9 * max));
    assertThat(point.mean()).isBetween(min, max);
  }

  private static Readings random(Random random, int count) {
    Readings.Builder readings = Readings.builder(count);
    long millis = START.toEpochMilli();
    for (int i = 0; i < count; i++) {
      readings.add(millis, 1 + random.nextInt(100_000) / 100.0, 0, Origin.MEASURED);
      millis += 1 + random.nextInt(random.nextInt(50) == 0 ? 20_000_000 : 60_000);
    }
    return readings.build();
  }
}
