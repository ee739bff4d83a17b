package io.kilowatch.chat.rate;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kilowatch.base.problem.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

class RateLimitTests {

  private final MutableClock clock = MutableClock.epochUTC();
  private final RateLimit rate = new RateLimit(clock, 20, "messages");

  @Test
  void count_oneTooMany_isRefusedUntilTheFirstIsTenSecondsOld() {
    for (int i = 0; i < 20; i++) {
      rate.count("ada");
    }
    assertThatThrownBy(() -> rate.count("ada")).isInstanceOf(ProblemException.class);
    assertThatCode(() -> rate.count("bob")).doesNotThrowAnyException();

    clock.add(Duration.ofSeconds(10));
    rate.sweep();
    assertThatCode(() -> rate.count("ada")).doesNotThrowAnyException();
  }
}
