package io.kilowatch.scheduler.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kilowatch.contracts.registry.EnergySource;
import io.kilowatch.contracts.registry.EnergySpecification;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTests {

  /** Idle it draws 100 W, at full load 300 W. */
  private static final EnergySpecification SERVER =
      new EnergySpecification(EnergySource.GRID, 100, 300, List.of(), 10);

  @ParameterizedTest
  @CsvSource({
    "0.125, 0.125, 150, 0.5", // A quarter of its load, of which the task is half.
    "0.125, 0.125, 300, 0.125", // Full, of which the task is an eighth.
    "0.5, 0.5, 200, 1", // All of its load is the task's.
    "0.5, 0.5, 120, 1", // It draws less than the task alone should.
    "0.5, 0.5, 40, 1",
    "0.25, 0.25, 900, 0.25", // More than it can.
    "0.25, 0.5, 105, 0.5", // Less than two such tasks should.
    "0.25, 0.5, 300, 0.25", // Two such tasks, and others.
    "0.75, 1.25, 300, 0.6" // Tasks that have more cores than there are.
  })
  void share_isThatOfTheTasksCoresAmongThoseThatWereBusy(
      double taskLoad, double loadOfTasks, double meanWatts, double expected) {
    double hours = 3;
    assertThat(Share.of(SERVER, taskLoad, loadOfTasks, meanWatts * hours / 1000, hours))
        .isEqualTo(expected, within(1e-4));
  }

  @Test
  void noReadings_noShare() {
    assertThat(Share.of(SERVER, 0.5, 0.5, 0, 0)).isZero();
  }
}
