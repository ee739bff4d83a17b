package io.kilowatch.benchmarks.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kilowatch.benchmarks.scheduler.ForecastErrors.Line;
import io.kilowatch.scheduler.intensity.forecast.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ForecastCommandTests {

  private static final Instant FIRST = Instant.parse("2022-01-01T00:00:00Z");
  private static final int WEEK = 168;

  @TempDir private Path directory;

  @Test
  void errors_areThoseOfForecastsAfterEachHour() {
    double[] grams = new SplittableRandom(4).doubles(20 * WEEK, 100, 300).toArray();
    ForecastErrors errors = ForecastErrors.of(0, grams, 10 * WEEK);

    Line week = line(errors.lines("DE"), Method.SEASONAL_NAIVE_WEEK.toString());
    double mape =
        IntStream.range(10 * WEEK - 1, grams.length - 6)
            .map(origin -> origin + 6)
            .mapToDouble(hour -> 100 * Math.abs(grams[hour - WEEK] - grams[hour]) / grams[hour])
            .average()
            .orElseThrow();
    assertThat(week.mapePercent().get(6)).isCloseTo(mape, within(0.006));
    assertThat(week.coveragePercent()).isNull();
    Line chosen = line(errors.lines("DE"), ForecastErrors.CHOSEN);
    assertThat(chosen.mapePercent().get(24)).isLessThan(week.mapePercent().get(24));
    assertThat(chosen.coveragePercent().get(24)).isBetween(80.0, 98.0);
  }

  @Test
  void mean_countsZonesAlike() {
    ForecastErrors some = ForecastErrors.of(0, days(hour -> 100 + hour % 24), 20 * 24);
    ForecastErrors others = ForecastErrors.of(0, days(hour -> 100 + hour / 24 % 2 * 100), 20 * 24);
    Line mean =
        line(
            ForecastErrors.mean(List.of(some, others)).lines("all"),
            Method.SEASONAL_NAIVE_DAY.toString());
    // The first repeats each day, the second is doubled and halved by turns.
    assertThat(mean.mapePercent().get(24)).isCloseTo((0 + (50 + 100) / 2.0) / 2, within(1.0));
  }

  @Test
  void file_isRead_byZone() throws IOException {
    assertThat(run(60 * 24, 0)).isZero();
  }

  @Test
  void file_withAnHourMissing_isRefused() throws IOException {
    assertThat(run(60 * 24, 1)).isNotZero();
  }

  private static double[] days(IntToDoubleFunction grams) {
    return IntStream.range(0, 40 * 24).mapToDouble(grams).toArray();
  }

  private static Line line(List<Line> lines, String method) {
    return lines.stream().filter(line -> line.method().equals(method)).findFirst().orElseThrow();
  }

  private int run(int hours, int skipped) throws IOException {
    StringBuilder csv = new StringBuilder("timestamp_utc,DE,FR\n");
    for (int hour = 0; hour < hours; hour++) {
      int number = hour < hours / 2 ? hour : hour + skipped;
      csv.append(FIRST.plusSeconds(3600L * number)).append(",300,").append(50 + hour % 24);
      csv.append('\n');
    }
    Path file = Files.writeString(directory.resolve("intensity.csv"), csv);
    return new CommandLine(new ForecastCommand())
        .execute("--intensity", file.toString(), "--learn-days", "40", "--zones", "FR");
  }
}
