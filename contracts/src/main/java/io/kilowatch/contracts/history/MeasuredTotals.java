package io.kilowatch.contracts.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server drew and caused over a stretch of time, as far as there are readings.
 *
 * @param energyKwh of the server itself, without the facility's overhead
 * @param emissionsGrams gCO2eq, the overhead included
 * @param cost null if it is in several currencies or not known
 * @param currency ISO 4217; null with the cost
 * @param coverage share of the time that readings of its power cover
 * @param origins where these come from: measured, modelled or emulated; null if it was not told
 */
public record MeasuredTotals(
    double energyKwh,
    double emissionsGrams,
    @Nullable Double cost,
    @Nullable String currency,
    double coverage,
    @Nullable List<String> origins) {

  public MeasuredTotals {
    origins = origins == null ? null : List.copyOf(origins);
  }
}
