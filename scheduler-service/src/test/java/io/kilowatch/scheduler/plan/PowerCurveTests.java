package io.kilowatch.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PowerCurveTests {

  private static final PowerCurve CURVE =
      new PowerCurve(List.of(50., 70., 80., 90., 100., 110., 130., 160., 190., 220., 250.));

  @Test
  void wattsAt_measuredPoint() {
    assertThat(CURVE.wattsAt(0)).isEqualTo(50);
    assertThat(CURVE.wattsAt(0.6)).isEqualTo(130, within(1e-9));
    assertThat(CURVE.wattsAt(1)).isEqualTo(250);
  }

  @Test
  void wattsAt_betweenPoints() {
    assertThat(CURVE.wattsAt(0.65)).isEqualTo(145, within(1e-9));
    assertThat(CURVE.wattsAt(0.025)).isEqualTo(55, within(1e-9));
  }

  @Test
  void between_isStraight() {
    assertThat(PowerCurve.between(40, 140).wattsAt(0.37)).isEqualTo(77, within(1e-9));
  }

  @Test
  void curve_needsElevenFinitePoints() {
    assertThatThrownBy(() -> new PowerCurve(List.of(1.0, 2.0)))
        .hasMessage("a power curve has 11 points, not 2");
    assertThatThrownBy(() -> new PowerCurve(Collections.nCopies(11, Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
