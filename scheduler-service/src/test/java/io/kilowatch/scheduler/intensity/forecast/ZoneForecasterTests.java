package io.kilowatch.scheduler.intensity.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ZoneForecasterTests {

  private static final int WEEK = 168;

  /** A Monday, 00:00. */
  private static final long FIRST_HOUR = 4 * 24;

  @Test
  void expect_afterLittle_isUnknown() {
    ZoneForecaster forecaster = shown(24 + 60, hour -> 100);
    assertThat(forecaster.expect(24)).isEmpty();
    assertThat(new ZoneForecaster(0).expect(1)).isEmpty();
  }

  @Test
  void expect_afterAFewDays_isTheDayBefore() {
    ZoneForecaster forecaster = shown(24 * 6, hour -> 100 + hour % 24);
    ExpectedHour expected = forecaster.expect(5).orElseThrow();
    assertThat(expected.method()).isEqualTo(Method.SEASONAL_NAIVE_DAY);
    assertThat(expected.gramsPerKwh()).isEqualTo(104);
    assertThat(expected.mapePercent()).isZero();
  }

  /** Each hour of the week has a value of its own, which neither a day nor a weekday tells. */
  @Test
  void expect_whereOnlyWeeksRepeat_takesTheWeek() {
    double[] week = new SplittableRandom(5).doubles(WEEK, 50, 500).toArray();
    ZoneForecaster forecaster = shown(10 * WEEK, hour -> week[hour % WEEK]);
    for (int horizon = 1; horizon <= WEEK; horizon++) {
      ExpectedHour expected = forecaster.expect(horizon).orElseThrow();
      assertThat(expected.method()).isEqualTo(Method.SEASONAL_NAIVE_WEEK);
      assertThat(expected.gramsPerKwh()).isEqualTo(week[(horizon - 1) % WEEK]);
    }
  }

  /** Weather: a day's shape under a level that wanders back to its mean over some hours. */
  @Test
  void expect_whereTheLevelWanders_takesTheRegression() {
    double[] grams = weather(40 * WEEK, 11);
    ZoneForecaster forecaster = shown(grams.length, hour -> grams[hour]);
    for (int horizon : List.of(1, 6, 12, 24, 48, 72)) {
      ExpectedHour expected = forecaster.expect(horizon).orElseThrow();
      assertThat(expected.method()).isEqualTo(Method.REGRESSION);
      assertThat(expected.lowGramsPerKwh()).isLessThan(expected.gramsPerKwh());
      assertThat(expected.highGramsPerKwh()).isGreaterThan(expected.gramsPerKwh());
    }
    assertThat(forecaster.expect(73).orElseThrow().method()).isEqualTo(Method.SEASONAL_NAIVE_WEEK);
    assertThat(forecaster.expect(169)).isEmpty();
  }

  @Test
  void expect_band_holdsNineHoursInTen() {
    double[] grams = weather(60 * WEEK, 12);
    ZoneForecaster forecaster = shown(20 * WEEK, hour -> grams[hour]);
    int within = 0;
    int all = 0;
    for (int hour = 20 * WEEK; hour + 12 < grams.length; hour++) {
      ExpectedHour expected = forecaster.expect(12).orElseThrow();
      double observed = grams[hour + 11];
      within +=
          expected.lowGramsPerKwh() <= observed && observed <= expected.highGramsPerKwh() ? 1 : 0;
      all++;
      forecaster.observe(grams[hour]);
    }
    assertThat(100.0 * within / all).isBetween(85.0, 95.0);
  }

  @Test
  void expect_saysHowFarOffItWas() {
    double[] grams = weather(20 * WEEK, 13);
    ZoneForecaster forecaster = new ZoneForecaster(FIRST_HOUR);
    double[] expected = new double[grams.length + 6];
    for (int hour = 0; hour < grams.length; hour++) {
      forecaster.observe(grams[hour]);
      expected[hour + 6] = forecaster.expected(Method.REGRESSION, 6);
    }
    double mape =
        IntStream.range(grams.length - 12 * WEEK, grams.length)
            .mapToDouble(hour -> 100 * Math.abs(expected[hour] - grams[hour]) / grams[hour])
            .average()
            .orElseThrow();
    ExpectedHour now = forecaster.expect(6).orElseThrow();
    assertThat(now.method()).isEqualTo(Method.REGRESSION);
    assertThat(now.mapePercent()).isCloseTo(mape, within(1e-6));
  }

  /** Forecasts made on the way through a past are those that its beginning alone gives. */
  @Test
  void expect_valuesAfterTheOrigin_changeNothing() {
    int origin = 12 * WEEK + 17;
    double[] grams = weather(20 * WEEK, 14);
    ZoneForecaster beginning = shown(origin, hour -> grams[hour]);
    List<Optional<ExpectedHour>> known = forecasts(beginning);
    ZoneForecaster whole = new ZoneForecaster(FIRST_HOUR);
    List<Optional<ExpectedHour>> onTheWay = List.of();
    for (int hour = 0; hour < grams.length; hour++) {
      if (hour == origin) {
        onTheWay = forecasts(whole);
      }
      whole.observe(hour < origin ? grams[hour] : 1000 + grams[hour]);
    }
    assertThat(onTheWay).isEqualTo(known);
    assertThat(forecasts(whole)).isNotEqualTo(known);
  }

  @Test
  void expect_afterHoursThatAreUnknown_goesOnAndHoldsThemAgainstNobody() {
    ZoneForecaster forecaster = new ZoneForecaster(FIRST_HOUR);
    for (int hour = 0; hour < 8 * WEEK; hour++) {
      boolean unknown = hour > 5 * WEEK && hour % 50 < 5;
      forecaster.observe(unknown ? Double.NaN : 100 + 10 * (hour % 24));
    }
    ExpectedHour expected = forecaster.expect(3).orElseThrow();
    assertThat(expected.gramsPerKwh()).isEqualTo(120);
    assertThat(expected.mapePercent()).isZero();
  }

  private static List<Optional<ExpectedHour>> forecasts(ZoneForecaster forecaster) {
    List<Optional<ExpectedHour>> all = new ArrayList<>();
    for (int horizon = 1; horizon <= ZoneForecaster.FARTHEST; horizon++) {
      all.add(forecaster.expect(horizon));
    }
    return all;
  }

  private static ZoneForecaster shown(int hours, IntToDoubleFunction grams) {
    ZoneForecaster forecaster = new ZoneForecaster(FIRST_HOUR);
    for (int hour = 0; hour < hours; hour++) {
      forecaster.observe(grams.applyAsDouble(hour));
    }
    return forecaster;
  }

  private static double[] weather(int hours, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] grams = new double[hours];
    double level = 0;
    for (int hour = 0; hour < hours; hour++) {
      level = 0.9 * level + random.nextGaussian() * 0.15;
      double shape = 0.2 * Math.sin(2 * Math.PI * hour / 24);
      grams[hour] = 300 * Math.exp(level + shape);
    }
    return grams;
  }
}
