package io.kilowatch.scheduler.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.scheduler.receipt.Receipt.RunNow;
import io.kilowatch.scheduler.receipt.Savings.Bucket;
import io.kilowatch.scheduler.receipt.Savings.Compared;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SavingsTests {

  private static final Instant EVENING = Instant.parse("2026-03-31T21:30:00Z");
  private static final Instant LATER = Instant.parse("2026-03-31T22:30:00Z");

  @Test
  void savings_areOfThoseThatHaveSomethingToCompareWith() {
    Stream<Compared> receipts =
        Stream.of(receipt(EVENING, 100.0), receipt(EVENING, 25.0), receipt(EVENING, null));
    assertThat(Bucket.of(receipts, false, ZoneOffset.UTC))
        .extracting(Bucket::savings)
        .containsExactly(new Savings(2, 1, 2, 100, 125, 25));
    assertThat(Bucket.of(Stream.of(), false, ZoneOffset.UTC)).isEmpty();
  }

  @Test
  void buckets_goByTheClockOnTheWall() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    assertThat(starts(false, ZoneOffset.UTC))
        .containsExactly(Instant.parse("2026-03-31T00:00:00Z"));
    assertThat(starts(false, berlin))
        .containsExactly(
            Instant.parse("2026-03-30T22:00:00Z"), Instant.parse("2026-03-31T22:00:00Z"));
    assertThat(starts(true, berlin))
        .containsExactly(
            Instant.parse("2026-02-28T23:00:00Z"), Instant.parse("2026-03-31T22:00:00Z"));
  }

  private static List<Instant> starts(boolean months, ZoneId zone) {
    Stream<Compared> receipts = Stream.of(receipt(LATER, 60.0), receipt(EVENING, 60.0));
    return Bucket.of(receipts, months, zone).stream().map(Bucket::start).toList();
  }

  /** One of 50 g and 1 kWh. */
  private static Compared receipt(Instant end, @Nullable Double runNowGrams) {
    RunNow runNow =
        runNowGrams == null
            ? null
            : new RunNow("s1", end, end, 1, 1, runNowGrams, runNowGrams - 50);
    return new Compared(end, 1, 50, runNow);
  }
}
