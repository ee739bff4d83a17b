package io.kilowatch.base.carbon;

import io.kilowatch.contracts.registry.EnergySource;
import java.util.OptionalDouble;

/**
 * Life-cycle emissions of energy sources: the medians of IPCC AR5, Working Group III, Annex III,
 * Table A.III.2 (2014), in gCO2eq/kWh.
 */
public final class LifeCycleFactor {

  private LifeCycleFactor() {}

  /** Empty for the grid, whose intensity depends on zone and hour. */
  public static OptionalDouble gramsPerKwh(EnergySource source) {
    return switch (source) {
      case GRID -> OptionalDouble.empty();
      case SOLAR -> OptionalDouble.of(48); // solar PV, utility scale
      case WIND -> OptionalDouble.of(11); // onshore
      case HYDRO -> OptionalDouble.of(24);
      case NUCLEAR -> OptionalDouble.of(12);
      case GAS -> OptionalDouble.of(490); // combined cycle
      case COAL -> OptionalDouble.of(820); // pulverised coal
    };
  }
}
