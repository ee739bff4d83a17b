package io.kilowatch.history.totals;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an account comes to. */
public record Totals(
    @Schema(description = "The servers' own energy, without the building's overhead (PUE)")
        double energyKwh,
    @Schema(description = "By the CO2 sensor; where it said nothing, power x PUE x intensity")
        double emissionsGrams,
    @Schema(
            description = "What the emissions come from; null where there are none",
            allowableValues = {"co2-sensor", "power-model", "mixed"},
            nullable = true)
        @Nullable String emissionsBasis,
    @Schema(
            description =
                "Energy x PUE x price, each as it was at the time; null when there are several"
                    + " currencies",
            nullable = true)
        @Nullable Double cost,
    @Schema(description = "Of the cost; null when there are several", nullable = true)
        @Nullable String currency,
    @Schema(description = "The cost in each currency") List<Money> costs,
    @Schema(description = "Share of the time that power readings cover") double coverage,
    @Schema(description = "Share of the time that emissions are known for")
        double emissionsCoverage,
    @Schema(description = "Where the power readings come from: measured, modelled or emulated")
        List<String> origins) {

  public Totals {
    costs = List.copyOf(costs);
    origins = List.copyOf(origins);
  }

  /**
   * An amount of money.
   *
   * @param currency ISO 4217
   */
  public record Money(String currency, double amount) {}
}
