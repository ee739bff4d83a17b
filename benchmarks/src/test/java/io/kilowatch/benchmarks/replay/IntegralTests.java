package io.kilowatch.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class IntegralTests {

  private static final long END = 10_000_000;

  @Test
  void of_regularReadings_holdsEachUntilTheNext() {
    Series series = series(0, 100, 300_000, 200, 600_000, 400);

    assertThat(Integral.of(series, 0, 900_000, 900_000))
        .isEqualTo(new Integral(300 * 100 + 300 * 200 + 300 * 400, 900));
  }

  @Test
  void of_gap_holdsForFifteenMinutesAtMost() {
    Series series = series(0, 100, 5_000_000, 100);

    assertThat(Integral.of(series, 0, END, END)).isEqualTo(new Integral(2 * 900 * 100, 1800));
  }

  @Test
  void of_lastReading_holdsUntilTheEndAtMost() {
    assertThat(Integral.of(series(END - 10_000, 50), 0, END, END)).isEqualTo(new Integral(500, 10));
  }

  @Test
  void of_stretchInTheMiddleOfAHold_takesItsPartOnly() {
    Series series = series(0, 60, 600_000, 120);

    assertThat(Integral.of(series, 300_000, 700_000, END))
        .isEqualTo(new Integral(300 * 60 + 100 * 120, 400));
  }

  @Test
  void of_twoStretches_addUpToTheWhole() {
    Series series = series(0, 60, 600_000, 120, 1_300_000, 5, 1_900_000, 80);
    Integral whole = Integral.of(series, 0, END, END);
    Integral first = Integral.of(series, 0, 1_000_000, END);
    Integral second = Integral.of(series, 1_000_000, END, END);

    assertThat(first.valueSeconds() + second.valueSeconds())
        .isCloseTo(whole.valueSeconds(), within(1e-9));
    assertThat(first.coveredSeconds() + second.coveredSeconds())
        .isCloseTo(whole.coveredSeconds(), within(1e-9));
  }

  @Test
  void watts_alongTheCurve_isLinearBetweenItsPoints() {
    List<Double> curve =
        List.of(50.0, 60.0, 80.0, 90.0, 100.0, 110.0, 120.0, 130.0, 140.0, 150.0, 200.0);

    assertThat(Week.watts(curve, 0)).isEqualTo(50);
    assertThat(Week.watts(curve, 0.15)).isCloseTo(70, within(1e-9));
    assertThat(Week.watts(curve, 0.95)).isCloseTo(175, within(1e-9));
    assertThat(Week.watts(curve, 1)).isEqualTo(200);
  }

  private static Series series(double... timesAndValues) {
    long[] times = new long[timesAndValues.length / 2];
    double[] values = new double[times.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = (long) timesAndValues[2 * i];
      values[i] = timesAndValues[2 * i + 1];
    }
    return new Series(times, values);
  }
}
