package io.kilowatch.scheduler.intensity.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeasonalNaiveTests {

  /** Hours 0 to 49 are known, each with its number and 100 as its value. */
  @ParameterizedTest
  @CsvSource({"1, 126", "24, 149", "25, 126", "48, 149", "72, 149", "73, NaN"})
  void expected_isTheLastKnownHourAWholeNumberOfDaysBefore(int horizon, double grams) {
    ObservedHours past = new ObservedHours(0);
    for (int hour = 0; hour < 50; hour++) {
      past.add(100 + hour);
    }
    assertThat(new SeasonalNaive(24, 72).expected(past, horizon)).isEqualTo(Double.valueOf(grams));
  }

  @ParameterizedTest
  @CsvSource({"117, NaN", "118, NaN", "119, 100", "168, 149"})
  void expected_ofAWeekBeforeTheFirstHour_isUnknown(int horizon, double grams) {
    ObservedHours past = new ObservedHours(0);
    for (int hour = 0; hour < 50; hour++) {
      past.add(100 + hour);
    }
    assertThat(new SeasonalNaive(168, 168).expected(past, horizon))
        .isEqualTo(Double.valueOf(grams));
  }
}
