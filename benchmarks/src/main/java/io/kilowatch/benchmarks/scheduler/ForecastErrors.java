package io.kilowatch.benchmarks.scheduler;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kilowatch.scheduler.intensity.forecast.ExpectedHour;
import io.kilowatch.scheduler.intensity.forecast.Method;
import io.kilowatch.scheduler.intensity.forecast.ZoneForecaster;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** How far off forecasts of one zone were, by method and hours ahead. */
final class ForecastErrors {

  static final List<Integer> HORIZONS = List.of(1, 6, 12, 24, 48);

  /** What the service answers: at each hour the method that was off least before. */
  static final String CHOSEN = "chosen";

  private static final double HUNDRED = 100;

  private final Map<String, Map<Integer, Mean>> mapePercent = new LinkedHashMap<>();
  private final Map<Integer, Mean> coveragePercent = new TreeMap<>();

  private ForecastErrors() {
    Arrays.stream(Method.values()).forEach(method -> mapePercent.put(method.toString(), empty()));
    mapePercent.put(CHOSEN, empty());
    coveragePercent.putAll(empty());
  }

  private static Map<Integer, Mean> empty() {
    Map<Integer, Mean> means = new TreeMap<>();
    HORIZONS.forEach(horizon -> means.put(horizon, new Mean()));
    return means;
  }

  /**
   * What is printed of one method.
   *
   * @param mapePercent by hours ahead
   * @param coveragePercent of the hours that were within the band, by hours ahead; null for what
   *     has none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Line(
      String zone,
      String method,
      Map<Integer, Double> mapePercent,
      @Nullable Map<Integer, Double> coveragePercent) {}

  /**
   * Forecasts after each hour from one on.
   *
   * @param firstHour in hours since the epoch
   * @param grams gCO2eq/kWh by hour
   * @param learnHours that are only shown
   */
  static ForecastErrors of(long firstHour, double[] grams, int learnHours) {
    ForecastErrors errors = new ForecastErrors();
    ZoneForecaster forecaster = new ZoneForecaster(firstHour);
    for (int origin = 0; origin < grams.length; origin++) {
      forecaster.observe(grams[origin]);
      if (origin + 1 >= learnHours) {
        errors.count(forecaster, grams, origin);
      }
    }
    return errors;
  }

  private void count(ZoneForecaster forecaster, double[] grams, int origin) {
    for (int horizon : HORIZONS) {
      if (origin + horizon >= grams.length) {
        continue;
      }
      double observed = grams[origin + horizon];
      for (Method method : Method.values()) {
        add(method.toString(), horizon, forecaster.expected(method, horizon), observed);
      }
      ExpectedHour chosen = forecaster.expect(horizon).orElseThrow();
      add(CHOSEN, horizon, chosen.gramsPerKwh(), observed);
      boolean within = chosen.lowGramsPerKwh() <= observed && observed <= chosen.highGramsPerKwh();
      mean(coveragePercent, horizon).add(within ? HUNDRED : 0);
    }
  }

  private void add(String method, int horizon, double expected, double observed) {
    Map<Integer, Mean> means = mapePercent.getOrDefault(method, Map.of());
    mean(means, horizon).add(HUNDRED * Math.abs(expected - observed) / observed);
  }

  private static Mean mean(Map<Integer, Mean> means, int horizon) {
    Mean mean = means.get(horizon);
    if (mean == null) {
      throw new IllegalArgumentException("no errors are kept " + horizon + " hours ahead");
    }
    return mean;
  }

  /** The means over zones, each of which counts alike. */
  static ForecastErrors mean(List<ForecastErrors> zones) {
    ForecastErrors all = new ForecastErrors();
    all.mapePercent.forEach((method, means) ->
        means.forEach((horizon, mean) ->
            zones.forEach(zone ->
                mean.add(mean(zone.mapePercent.getOrDefault(method, Map.of()), horizon).value()))));
    all.coveragePercent.forEach((horizon, mean) ->
        zones.forEach(zone -> mean.add(mean(zone.coveragePercent, horizon).value())));
    return all;
  }

  List<Line> lines(String zone) {
    return mapePercent.entrySet().stream()
        .map(entry -> {
          boolean banded = entry.getKey().equals(CHOSEN);
          return new Line(
              zone,
              entry.getKey(),
              rounded(entry.getValue()),
              banded ? rounded(coveragePercent) : null);
        })
        .toList();
  }

  private static Map<Integer, Double> rounded(Map<Integer, Mean> means) {
    ToDoubleFunction<Mean> hundredths = mean -> Math.round(mean.value() * HUNDRED) / HUNDRED;
    Map<Integer, Double> values = new TreeMap<>();
    means.forEach((horizon, mean) -> values.put(horizon, hundredths.applyAsDouble(mean)));
    return values;
  }

  /** A mean of what comes one by one. */
  private static final class Mean {

    private double sum;
    private long count;

    void add(double value) {
      sum += value;
      count++;
    }

    double value() {
      return sum / count;
    }
  }
}
