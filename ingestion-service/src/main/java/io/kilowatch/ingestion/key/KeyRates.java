package io.kilowatch.ingestion.key;

import io.kilowatch.contracts.registry.IngestKeyEntry;
import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Holds each key to its rate.
 *
 * <p>A token bucket in the form of the generic cell rate algorithm (ITU-T I.371): one number a key,
 * the time at which its bucket will be full again. There are as many numbers as keys that ever
 * sent.
 */
public final class KeyRates {

  private static final double BURST_SECONDS = 10;

  /** The largest request has to pass, however low the rate. */
  private static final double SMALLEST_BURST = 50_000;

  private static final double NANOS_PER_SECOND = 1e9;

  private final LongSupplier nanoTime;
  private final Map<String, AtomicLong> fullAgainAt = new ConcurrentHashMap<>();

  /** Rates by this clock, which counts nanoseconds from anywhere. */
  public KeyRates(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Takes this many readings out of the key's allowance.
   *
   * @throws Refusal if it has not that much; nothing is taken then
   */
  public void take(IngestKeyEntry key, int readings) {
    double nanosPerReading = NANOS_PER_SECOND / key.readingsPerSecond();
    long cost = (long) (readings * nanosPerReading);
    long burst =
        (long)
            (Math.max(SMALLEST_BURST, key.readingsPerSecond() * BURST_SECONDS) * nanosPerReading);
    long now = nanoTime.getAsLong();
    AtomicLong full = fullAgainAt.computeIfAbsent(key.id(), _ -> new AtomicLong(now));
    while (true) {
      long before = full.get();
      // Compared by difference: nanoTime may overflow.
      long after = (before - now > 0 ? before : now) + cost;
      long tooMuch = after - now - burst;
      if (tooMuch > 0) {
        throw refusal(key, tooMuch);
      }
      if (full.compareAndSet(before, after)) {
        return;
      }
    }
  }

  private static Refusal refusal(IngestKeyEntry key, long nanosToWait) {
    return new Refusal(
        RefusalCause.OVER_RATE,
        "the key may send " + key.readingsPerSecond() + " readings a second",
        Duration.ofSeconds(Math.ceilDiv(nanosToWait, (long) NANOS_PER_SECOND)));
  }
}
