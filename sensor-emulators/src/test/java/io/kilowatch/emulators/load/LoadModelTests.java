package io.kilowatch.emulators.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.DoubleSummaryStatistics;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadModelTests {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  @ParameterizedTest
  @ValueSource(strings = {"a", "b", "server-17", "0199-ffaa"})
  void loadAt_overAMonth_staysWithinBoundsAndMoves(String serverId) {
    DoubleSummaryStatistics loads =
        IntStream.range(0, 30 * 24 * 12)
            .mapToDouble(i -> LoadModel.loadAt(serverId, 5, START.plusSeconds(300L * i)))
            .summaryStatistics();

    assertThat(loads.getMin()).isGreaterThanOrEqualTo(0.01);
    assertThat(loads.getMax()).isLessThanOrEqualTo(1);
    assertThat(loads.getMax() - loads.getMin()).isGreaterThan(0.15);
    assertThat(loads.getAverage()).isBetween(0.15, 0.55);
  }

  @Test
  void loadAt_meanOfManyServers_isHigherInTheLocalAfternoonThanAtNight() {
    assertThat(meanLoadAtHour(14, 0)).isGreaterThan(meanLoadAtHour(2, 0) + 0.15);
    assertThat(meanLoadAtHour(2, 180)).isGreaterThan(meanLoadAtHour(14, 180) + 0.15);
  }

  @Test
  void loadAt_oneSecondLater_isNearlyTheSame() {
    Instant later = START.plusSeconds(1);

    assertThat(LoadModel.loadAt("a", 0, later))
        .isCloseTo(LoadModel.loadAt("a", 0, START), within(0.01));
  }

  @Test
  void gaussian_manyPlaces_hasMeanZeroAndDeviationOne() {
    double[] values =
        IntStream.range(0, 20_000).mapToDouble(i -> SeededNoise.gaussian(7, i)).toArray();

    assertThat(IntStream.range(0, values.length).mapToDouble(i -> values[i]).average())
        .hasValueCloseTo(0.0, within(0.03));
    assertThat(IntStream.range(0, values.length).mapToDouble(i -> values[i] * values[i]).average())
        .hasValueCloseTo(1.0, within(0.05));
  }

  private static double meanLoadAtHour(int hour, double longitude) {
    Instant at = START.plus(Duration.ofHours(hour));
    return IntStream.range(0, 200)
        .mapToDouble(i -> LoadModel.loadAt("server-" + i, longitude, at))
        .average()
        .orElseThrow();
  }
}
