package io.kilowatch.ingestion.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kilowatch.contracts.registry.IngestKeyEntry;
import io.kilowatch.contracts.registry.KeyScope;
import io.kilowatch.ingestion.Fixtures;
import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRatesTests {

  private static final IngestKeyEntry SLOW =
      Fixtures.key("kw_slow", KeyScope.SERVER, "server-1", false, 100);
  private static final IngestKeyEntry FAST =
      Fixtures.key("kw_fast", KeyScope.SERVER, "server-1", false, 20_000);

  private long now = Long.MAX_VALUE - 1_000_000_000L;
  private final KeyRates rates = new KeyRates(() -> now);

  @Test
  void take_upToTheBurst_passes() {
    rates.take(SLOW, 50_000);
    rates.take(FAST, 200_000);
  }

  @Test
  void take_beyondTheBurst_saysWhenToComeBack() {
    rates.take(SLOW, 50_000);

    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> rates.take(SLOW, 150))
        .satisfies(e -> assertThat(e.why()).isEqualTo(RefusalCause.OVER_RATE))
        .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(2)));
  }

  @Test
  void take_refused_takesNothing() {
    rates.take(SLOW, 49_999);
    assertThatExceptionOfType(Refusal.class).isThrownBy(() -> rates.take(SLOW, 2));

    rates.take(SLOW, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 60})
  void take_afterAWhile_hasTheRatesWorthAgain(int seconds) {
    rates.take(FAST, 200_000);
    now += seconds * 1_000_000_000L;
    int regained = Math.min(seconds * 20_000, 200_000);

    rates.take(FAST, regained);
    assertThatExceptionOfType(Refusal.class).isThrownBy(() -> rates.take(FAST, 1));
  }
}
