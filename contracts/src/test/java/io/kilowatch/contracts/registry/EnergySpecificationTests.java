package io.kilowatch.contracts.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnergySpecificationTests {

  private static final EnergySpecification CURVE =
      new EnergySpecification(
          EnergySource.GRID,
          54.1,
          243,
          List.of(54.1, 78.4, 88.5, 99.5, 115.0, 126.0, 143.0, 165.0, 196.0, 226.0, 243.0),
          8);

  private static final EnergySpecification STRAIGHT =
      new EnergySpecification(EnergySource.GRID, 100, 300, List.of(), 8);

  @ParameterizedTest
  @CsvSource({"-1, 54.1", "0, 54.1", "0.1, 78.4", "0.15, 83.45", "0.95, 234.5", "1, 243", "7, 243"})
  void wattsAt_curve_isLinearBetweenItsPoints(double load, double watts) {
    assertThat(CURVE.wattsAt(load)).isCloseTo(watts, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"0, 100", "0.5, 200", "1, 300"})
  void wattsAt_noCurve_isLinearFromIdleToPeak(double load, double watts) {
    assertThat(STRAIGHT.wattsAt(load)).isCloseTo(watts, within(1e-9));
  }
}
