package io.kilowatch.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastFilterTests {

  private static final int HOURS = 240;
  private static final long HOUR = 3600;
  private static final int LEARNED = 48;

  private final double[] observed = swinging();
  private final ForecastFilter filter = new ForecastFilter();

  @Test
  void expected_forecastsThatHeldCountAsTheyAre() {
    IntensityForecast expected = expected(observed, 0);
    for (int hour = 0; hour < HOURS; hour++) {
      assertThat(expected.gramsPerKwhAt(0, hour * HOUR)).isEqualTo(observed[hour]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void expected_ofForecastsThatErrErrsLess(int hoursLate) {
    double[] noisy = noisy();
    IntensityForecast expected = expected(noisy, hoursLate);
    double raw = 0;
    double filtered = 0;
    for (int hour = LEARNED + 1; hour < HOURS; hour++) {
      raw += Math.pow(noisy[hour] - observed[hour], 2);
      filtered += Math.pow(expected.gramsPerKwhAt(0, hour * HOUR) - observed[hour], 2);
    }
    assertThat(filtered).isLessThan(0.6 * raw);
  }

  @Test
  void expected_hoursThatHaveBegunAreAsObserved() {
    IntensityForecast expected = expected(noisy(), 0);
    for (int hour = 0; hour <= LEARNED; hour++) {
      assertThat(expected.gramsPerKwhAt(0, hour * HOUR)).isEqualTo(observed[hour]);
    }
  }

  /**
   * After some hours. Ten minutes past each of them it is known what it was, or one before it if
   * that is later.
   */
  private IntensityForecast expected(double[] forecast, int hoursLate) {
    IntensityForecast expected = knownUntil(0, forecast);
    for (int hour = 0; hour <= LEARNED; hour++) {
      filter.expected(knownUntil(hour - hoursLate, forecast), hour * HOUR);
      expected = filter.expected(knownUntil(hour - hoursLate + 1, forecast), hour * HOUR + 600);
    }
    return expected;
  }

  private IntensityForecast knownUntil(int end, double[] forecast) {
    double[] grams = forecast.clone();
    boolean[] known = new boolean[HOURS];
    for (int hour = 0; hour < end; hour++) {
      grams[hour] = observed[hour];
      known[hour] = true;
    }
    return new IntensityForecast(List.of("DE"), 0, new double[][] {grams}, new boolean[][] {known});
  }

  private double[] noisy() {
    SplittableRandom random = new SplittableRandom(1);
    double[] noisy = observed.clone();
    for (int hour = 0; hour < HOURS; hour++) {
      noisy[hour] *= 1 + 0.1 * random.nextGaussian();
    }
    return noisy;
  }

  private static double[] swinging() {
    double[] grams = new double[HOURS];
    for (int hour = 0; hour < HOURS; hour++) {
      grams[hour] = 300 + 100 * Math.sin(2 * Math.PI * hour / 24);
    }
    return grams;
  }
}
