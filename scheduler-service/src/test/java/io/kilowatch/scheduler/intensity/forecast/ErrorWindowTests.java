package io.kilowatch.scheduler.intensity.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ErrorWindowTests {

  @Test
  void mape_isRelativeToWhatWasObserved() {
    ErrorWindow window = new ErrorWindow();
    window.add(150, 100);
    window.add(100, 200);
    assertThat(window.mapePercent()).isCloseTo(50, within(1e-9));
    assertThat(window.size()).isEqualTo(2);
  }

  @Test
  void mape_forgetsWhatIsOlderThanTwelveWeeks() {
    ErrorWindow window = new ErrorWindow();
    for (int hour = 0; hour < 3000; hour++) {
      window.add(300, 100);
    }
    for (int hour = 0; hour < 12 * 168; hour++) {
      window.add(110, 100);
    }
    assertThat(window.mapePercent()).isCloseTo(10, within(1e-6));
    assertThat(window.quantiles(0, 1)).containsExactly(100 / 110.0, 100 / 110.0);
  }

  @Test
  void quantiles_areOfObservedToExpected() {
    ErrorWindow window = new ErrorWindow();
    for (int percent = 0; percent <= 100; percent++) {
      window.add(100, 50 + percent);
    }
    assertThat(window.quantiles(0.05, 0.5, 0.955))
        .satisfies(bounds -> {
          assertThat(bounds[0]).isCloseTo(0.55, within(1e-9));
          assertThat(bounds[1]).isCloseTo(1, within(1e-9));
          assertThat(bounds[2]).isCloseTo(1.455, within(1e-9));
        });
  }
}
