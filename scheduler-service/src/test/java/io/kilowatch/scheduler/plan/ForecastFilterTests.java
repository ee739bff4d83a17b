package io.kilowatch.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ForecastFilterTests {

  private static final int HOURS = 240;
  private static final long HOUR = 3600;
  private static final int LEARNED = 48;

  private final double[] observed = swinging();
  private final ForecastFilter filter = new ForecastFilter();

  @Test
  void expected_forecastsThatHeldCountAsTheyAre() {
    IntensityForecast expected = expected(observed);
    for (int hour = 0; hour < HOURS; hour++) {
      assertThat(expected.gramsPerKwhAt(0, hour * HOUR)).isEqualTo(observed[hour]);
    }
  }

  @Test
  void expected_ofForecastsThatErrErrsLess() {
    double[] noisy = noisy();
    IntensityForecast expected = expected(noisy);
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
    IntensityForecast expected = expected(noisy());
    for (int hour = 0; hour <= LEARNED; hour++) {
      assertThat(expected.gramsPerKwhAt(0, hour * HOUR)).isEqualTo(observed[hour]);
    }
  }

  /** After some hours, each of which was observed when it began. */
  private IntensityForecast expected(double[] forecast) {
    double[] known = forecast.clone();
    IntensityForecast expected = forecast(known);
    for (int hour = 0; hour <= LEARNED; hour++) {
      known[hour] = observed[hour];
      expected = filter.expected(forecast(known), hour * HOUR);
    }
    return expected;
  }

  private static IntensityForecast forecast(double[] grams) {
    return new IntensityForecast(List.of("DE"), 0, new double[][] {grams.clone()});
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
