package io.kilowatch.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PricingTests {

  private static final Fleet FLEET =
      new Fleet(
          List.of(new Server("s", new Site("de", "DE", 1), 4, 10, PowerCurve.between(50, 250))));

  @Test
  void convexBelow_spreadsIdlePowerUpToWhereTheServerIsMostEfficient() {
    double[] convex = Pricing.convexBelow(new double[] {10, 100, 130, 160, 250});
    assertThat(convex).containsExactly(new double[] {10, 60, 110, 160, 250}, within(1e-9));
  }

  @Test
  void convexBelow_leavesAConvexCurve() {
    double[] curve = {0, 1, 3, 6, 10};
    assertThat(Pricing.convexBelow(curve)).containsExactly(curve, within(1e-9));
  }

  @Test
  void watts_areAMixture() {
    // Its own are 10, 100, 150, 200 and 250 W.
    assertThat(new Pricing(FLEET, 0).watts(0)[1]).isEqualTo(100, within(1e-9));
    assertThat(new Pricing(FLEET, 1).watts(0)[1]).isEqualTo(70, within(1e-9));
    assertThat(new Pricing(FLEET, 0.5).watts(0)[1]).isEqualTo(85, within(1e-9));
  }

  @Test
  void leastAdded_isThatOfTheBestServerToJoin() {
    assertThat(new Pricing(FLEET, 0).leastAdded(0, 1)).isEqualTo(50, within(1e-9));
    assertThat(new Pricing(FLEET, 0).leastAdded(0, 4)).isEqualTo(240, within(1e-9));
  }
}
