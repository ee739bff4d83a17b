package io.kilowatch.scheduler.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kilowatch.scheduler.plan.Fleet;
import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.plan.PowerCurve;
import io.kilowatch.scheduler.plan.Segment;
import io.kilowatch.scheduler.plan.Server;
import io.kilowatch.scheduler.plan.Site;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerLoadsTests {

  private static final long HOUR = 3600;
  private static final Site SITE = new Site("de", "DE", 1.5);

  /** Asleep it draws 10 W, with all four cores in use 250 W. */
  private final Fleet fleet =
      new Fleet(List.of(new Server("s1", SITE, 4, 10, PowerCurve.between(50, 250))));

  private final IntensityForecast forecast =
      new IntensityForecast(List.of("DE"), 0, new double[][] {{100, 200, 300}});

  private final ServerLoads loads = new ServerLoads(fleet);

  @Test
  void idleServer_isWokenByTheTask() {
    assertThat(loads.addedKilowattHours(2, hours(0, 2))).isEqualTo(0.140 * 2, within(1e-9));
    assertThat(loads.addedGrams(2, hours(0, 2), forecast))
        .isEqualTo(0.140 * 1.5 * (100 + 200), within(1e-9));
  }

  @Test
  void secondTask_addsOnlyWhatIsAboveTheFirst() {
    loads.add(2, List.of(hours(1, 3)));
    assertThat(loads.addedGrams(2, hours(0, 2), forecast))
        .isEqualTo(1.5 * (0.140 * 100 + 0.100 * 200), within(1e-9));
  }

  @Test
  void gramsOf_aTaskThatIsThere_leavesItOutOfWhatItIsBeside() {
    loads.add(2, List.of(hours(0, 1)));
    loads.add(1, List.of(hours(0, 1)));
    ServerLoads.Added added = loads.addedBy(2, List.of(hours(0, 1)), forecast);
    assertThat(added.grams()).isEqualTo(1.5 * 0.100 * 100, within(1e-9));
    assertThat(added.shareKilowattHours()).isEqualTo(0.200 * 2 / 3, within(1e-9));
    assertThat(loads.fits(1, hours(0, 1))).as("it is still there").isTrue();
    assertThat(loads.fits(2, hours(0, 1))).isFalse();
  }

  @Test
  void share_isThatOfItsCoresAmongAllInUse_idlePowerIncluded() {
    loads.add(3, List.of(hours(1, 2)));
    assertThat(loads.shareKilowattHours(1, hours(0, 1))).as("alone").isEqualTo(0.1, within(1e-9));
    assertThat(loads.shareKilowattHours(1, hours(1, 2)))
        .as("beside three")
        .isEqualTo(0.250 / 4, within(1e-9));
    assertThat(loads.shareKilowattHours(2, hours(1, 2)))
        .as("beside three, on a server that is full")
        .isEqualTo(0.250 * 2 / 5, within(1e-9));
    assertThat(loads.shareKilowattHours(1, List.of(hours(0, 1), hours(1, 2))))
        .isEqualTo(0.1 + 0.250 / 4, within(1e-9));
  }

  @Test
  void fits_looksAtTheFullestTime() {
    loads.add(3, List.of(hours(1, 2)));
    assertThat(loads.fits(1, hours(0, 3))).isTrue();
    assertThat(loads.fits(2, hours(0, 3))).isFalse();
    assertThat(loads.fits(4, hours(2, 3))).isTrue();
    assertThat(loads.ends(0)).containsExactly(2 * HOUR);
  }

  @Test
  void serverThatIsOverfull_addsNothing() {
    loads.add(5, List.of(hours(0, 1)));
    assertThat(loads.addedKilowattHours(1, hours(0, 1))).isZero();
  }

  private static Segment hours(int from, int to) {
    return new Segment(0, from * HOUR, to * HOUR);
  }
}
