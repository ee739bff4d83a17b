package io.kilowatch.e2e;

import io.kilowatch.benchmarks.load.Load;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAccumulator;

/** What the clients of a stream were told whenever their readings were not taken at once. */
final class Refusals implements Load.Refusals {

  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong broken = new AtomicLong();
  private final LongAccumulator longestNanos = new LongAccumulator(Math::max, 0);
  private final AtomicReference<String> lacking = new AtomicReference<>("");

  @Override
  public void refused(int status, String answer, Duration after) {
    if (status == 0) {
      broken.incrementAndGet();
      return;
    }
    refused.incrementAndGet();
    longestNanos.accumulate(after.toNanos());
    String head = answer.toLowerCase(Locale.ROOT);
    if (status != 503 || !head.contains("\r\nretry-after: ")) {
      lacking.compareAndSet("", answer);
    }
  }

  /** Requests that were answered, but not with 202. */
  long refused() {
    return refused.get();
  }

  /** Requests without an answer, because the connection broke or nobody listened. */
  long broken() {
    return broken.get();
  }

  /** The first refusal that was no 503 with Retry-After; empty where all were. */
  String unlike() {
    return lacking.get();
  }

  /** How long a client waited for a refusal. */
  Duration longest() {
    return Duration.ofNanos(longestNanos.get());
  }
}
