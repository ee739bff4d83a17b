package io.kilowatch.base.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MessageRateTests {

  private double count = 100;
  private long seconds = 1_000;
  private final MessageRate rate =
      new MessageRate(() -> count, () -> TimeUnit.SECONDS.toNanos(seconds));

  @Test
  void sinceLastAsked_countsFromTheTimeBefore() {
    count += 60;
    seconds += 30;
    assertThat(rate.sinceLastAsked()).isEqualTo(2);

    seconds += 30;
    assertThat(rate.sinceLastAsked()).isZero();

    count += 5;
    seconds += 10;
    assertThat(rate.sinceLastAsked()).isEqualTo(0.5);
  }

  @Test
  void sinceLastAsked_atOnce_isNone() {
    count += 60;

    assertThat(rate.sinceLastAsked()).isZero();
  }
}
