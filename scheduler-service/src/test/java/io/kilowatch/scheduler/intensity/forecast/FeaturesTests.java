package io.kilowatch.scheduler.intensity.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeaturesTests {

  @ParameterizedTest
  @ValueSource(ints = {167, 200, 671, 672, 900})
  void fill_readsNothingAfterTheOrigin(int origin) {
    ObservedHours some = new ObservedHours(7);
    ObservedHours others = new ObservedHours(7);
    SplittableRandom random = new SplittableRandom(origin);
    for (int hour = 0; hour < origin + 200; hour++) {
      double grams = random.nextDouble(50, 500);
      some.add(grams);
      others.add(hour <= origin ? grams : 10 * grams);
    }
    for (int horizon = 1; horizon <= ZoneForecaster.HORIZON; horizon++) {
      assertThat(row(others, origin, horizon)).isEqualTo(row(some, origin, horizon));
    }
  }

  private static double[] row(ObservedHours past, int origin, int horizon) {
    double[] row = new double[Features.COUNT];
    Features.fill(row, past, origin, horizon);
    return row;
  }
}
