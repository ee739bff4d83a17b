package io.kilowatch.scheduler.intensity.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NormalEquationsTests {

  @Test
  void solve_findsTheCoefficientsThatMadeTheTargets() {
    NormalEquations equations = new NormalEquations(3, 1e-9);
    addRows(equations, 2, -3, 0.5);
    double[] found = equations.solve();
    assertThat(found[0]).isCloseTo(2, within(1e-6));
    assertThat(found[1]).isCloseTo(-3, within(1e-6));
    assertThat(found[2]).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void solve_withAColumnTwice_sharesItsCoefficient() {
    NormalEquations equations = new NormalEquations(2, 1e-3);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 100; i++) {
      double value = random.nextDouble(-1, 1);
      equations.add(new double[] {value, value}, 4 * value);
    }
    double[] found = equations.solve();
    assertThat(found[0]).isCloseTo(2, within(1e-3)).isCloseTo(found[1], within(1e-9));
  }

  @Test
  void solve_ofFewRows_staysNearZero() {
    NormalEquations equations = new NormalEquations(1, 1);
    equations.add(new double[] {1}, 10);
    assertThat(equations.solve()[0]).isCloseTo(5, within(1e-9));
  }

  @Test
  void fade_hasNewRowsCountForMore() {
    NormalEquations equations = new NormalEquations(3, 1e-9);
    addRows(equations, 2, -3, 0.5);
    equations.fade(1e-6);
    addRows(equations, 1, 1, 1);
    assertThat(equations.solve()[1]).isCloseTo(1, within(1e-4));
  }

  private static void addRows(NormalEquations equations, double a, double b, double c) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 50; i++) {
      double[] row = {1, random.nextDouble(-1, 1), random.nextDouble(-1, 1)};
      equations.add(row, a * row[0] + b * row[1] + c * row[2]);
    }
  }
}
