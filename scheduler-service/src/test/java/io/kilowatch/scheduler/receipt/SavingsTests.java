package io.kilowatch.scheduler.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.scheduler.receipt.Receipt.RunNow;
import io.kilowatch.scheduler.receipt.Savings.Bucket;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class SavingsTests {

  private static final Instant EVENING = Instant.parse("2026-03-31T21:30:00Z");
  private static final Instant LATER = Instant.parse("2026-03-31T22:30:00Z");

  @Test
  void savings_areOfThoseThatHaveSomethingToCompareWith() {
    List<Receipt> receipts =
        List.of(receipt(EVENING, 100.0), receipt(EVENING, 25.0), receipt(EVENING, null));
    assertThat(Savings.of(receipts)).isEqualTo(new Savings(2, 1, 2, 100, 125, 25));
    assertThat(Savings.of(List.of())).isEqualTo(new Savings(0, 0, 0, 0, 0, 0));
  }

  @Test
  void buckets_goByTheClockOnTheWall() {
    List<Receipt> receipts = List.of(receipt(LATER, 60.0), receipt(EVENING, 60.0));
    assertThat(Bucket.of(receipts, false, ZoneOffset.UTC)).hasSize(1);
    assertThat(Bucket.of(receipts, false, ZoneId.of("Europe/Berlin")))
        .extracting(Bucket::start)
        .containsExactly(
            Instant.parse("2026-03-30T22:00:00Z"), Instant.parse("2026-03-31T22:00:00Z"));
    assertThat(Bucket.of(receipts, true, ZoneId.of("Europe/Berlin")))
        .extracting(Bucket::start)
        .containsExactly(
            Instant.parse("2026-02-28T23:00:00Z"), Instant.parse("2026-03-31T22:00:00Z"));
  }

  /** One of 50 g and 1 kWh. */
  private static Receipt receipt(Instant end, Double runNowGrams) {
    RunNow runNow =
        runNowGrams == null
            ? null
            : new RunNow("s1", end, end, 1, 1, runNowGrams, runNowGrams - 50);
    return new Receipt("t1", end, end, 3600, 1, 0.5, 50, 0.2, "EUR", 1, runNow);
  }
}
