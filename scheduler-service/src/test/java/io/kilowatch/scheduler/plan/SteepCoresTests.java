package io.kilowatch.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SteepCoresTests {

  private static final int HOUR = 3600;

  /** Of ten cores: 2 W each up to the fifth, which is where it is most efficient, then 4 W. */
  private static final PowerCurve BENT =
      new PowerCurve(List.of(0., 2., 4., 6., 8., 10., 14., 18., 22., 26., 30.));

  private static final Fleet FLEET =
      new Fleet(List.of(new Server("s", new Site("s", "DE", 1), 10, 0, BENT)));

  @Test
  void offered_coresBeyondTheMostEfficientOnlyForWhatTheyAdd() {
    SteepCores cores = new SteepCores(FLEET, wattsPerCore(FLEET), Set.of(1));
    assertThat(cores.offered(0, 199, 100)).isEqualTo(5 * HOUR);
    assertThat(cores.offered(0, 201, 100)).isEqualTo(10 * HOUR);
  }

  @Test
  void earned_isTheRentLessWhatTheyAdd() {
    SteepCores cores = new SteepCores(FLEET, wattsPerCore(FLEET), Set.of(1));
    assertThat(cores.earned(0, 150, 100)).isEqualTo(5 * HOUR * 150, within(1e-6));
    assertThat(cores.earned(0, 300, 100)).isEqualTo(5 * HOUR * (300 + 100), within(1e-6));
  }

  @Test
  void offered_whatALargeTaskCountsWithIsNotCountedAgain() {
    // A task of ten cores counts with 3 W a core: all of the curve.
    SteepCores cores = new SteepCores(FLEET, wattsPerCore(FLEET), Set.of(10));
    assertThat(cores.offered(0, 0, 100)).isEqualTo(10 * HOUR);
  }

  private static double[][] wattsPerCore(Fleet fleet) {
    IntensityForecast forecast = new IntensityForecast(List.of("DE"), 0, new double[][] {{100}});
    return new CheapestChoice(fleet, forecast).wattsPerCore();
  }
}
