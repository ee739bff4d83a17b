package io.kilowatch.scheduler.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kilowatch.scheduler.plan.IntensityForecast;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoisyForecastsTests {

  private static final long HOUR = 3600;
  private static final int HOURS = 4000;
  private static final IntensityForecast OBSERVED = observed();

  @Test
  void at_hoursThatHaveBegunAreObserved() {
    IntensityForecast known = new NoisyForecasts(OBSERVED, 0.1, 7).at(10 * HOUR + 1);
    for (int hour = 0; hour <= 10; hour++) {
      assertThat(known.gramsPerKwhAt(1, hour * HOUR)).isEqualTo(300);
    }
    assertThat(known.gramsPerKwhAt(1, 11 * HOUR)).isNotEqualTo(300);
  }

  @Test
  void at_errorIsThatWhichWasAskedFor() {
    IntensityForecast known = new NoisyForecasts(OBSERVED, 0.1, 7).at(-1);
    double[] errors = new double[HOURS];
    Arrays.setAll(errors, hour -> known.gramsPerKwhAt(0, hour * HOUR) / 100 - 1);
    double mean = Arrays.stream(errors).average().orElseThrow();
    double variance = Arrays.stream(errors).map(e -> (e - mean) * (e - mean)).sum() / HOURS;
    assertThat(mean).isEqualTo(0, within(0.01));
    assertThat(Math.sqrt(variance)).isEqualTo(0.1, within(0.01));
  }

  @Test
  void at_isTheSameForASeedAndAnotherForAnother() {
    double value = new NoisyForecasts(OBSERVED, 0.1, 7).at(0).gramsPerKwhAt(0, 5 * HOUR);
    assertThat(new NoisyForecasts(OBSERVED, 0.1, 7).at(2 * HOUR).gramsPerKwhAt(0, 5 * HOUR))
        .isEqualTo(value);
    assertThat(new NoisyForecasts(OBSERVED, 0.1, 8).at(0).gramsPerKwhAt(0, 5 * HOUR))
        .isNotEqualTo(value);
  }

  @Test
  void at_withoutErrorIsWhatWillBeObserved() {
    assertThat(new NoisyForecasts(OBSERVED, 0, 7).at(0).gramsPerKwhAt(1, 99 * HOUR)).isEqualTo(300);
  }

  private static IntensityForecast observed() {
    double[][] grams = new double[2][HOURS];
    Arrays.fill(grams[0], 100);
    Arrays.fill(grams[1], 300);
    return new IntensityForecast(List.of("FR", "DE"), 0, grams);
  }
}
