package io.kilowatch.scheduler.intensity.forecast;

/**
 * What is expected of one hour.
 *
 * @param gramsPerKwh gCO2eq/kWh
 * @param lowGramsPerKwh which one hour in twenty stays below, after the method's last errors
 * @param highGramsPerKwh which one hour in twenty goes above
 * @param mapePercent mean absolute error of the method's last forecasts this far ahead, in per cent
 *     of what was observed
 */
public record ExpectedHour(
    Method method,
    double gramsPerKwh,
    double lowGramsPerKwh,
    double highGramsPerKwh,
    double mapePercent) {}
