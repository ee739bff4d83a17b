package io.kilowatch.series.rollup;

import io.kilowatch.series.Sample;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Adds up holds in a window as readings and roll-ups come by in order. */
final class Holds {
  private final long fromMillis;
  private final long toMillis;
  private final long maxGapMillis;
  private @Nullable Sample holding;
  private double valueSeconds;
  private long coveredMillis;

  Holds(long fromMillis, long toMillis, Duration maxGap, @Nullable Sample before) {
    this.fromMillis = fromMillis;
    this.toMillis = toMillis;
    this.maxGapMillis = maxGap.toMillis();
    this.holding = before;
  }

  void reading(long timestampMillis, double value) {
    holdUntil(timestampMillis);
    holding = new Sample(timestampMillis, value);
  }

  void rollup(Rollup rollup) {
    if (rollup.firstMillis() < fromMillis || rollup.lastMillis() >= toMillis) {
      throw new IllegalArgumentException("the roll-up reaches out of the window: " + rollup);
    }
    holdUntil(rollup.firstMillis());
    valueSeconds += rollup.integral();
    coveredMillis += rollup.coveredMillis();
    holding = rollup.last();
  }

  Integral end() {
    holdUntil(Long.MAX_VALUE);
    return new Integral(valueSeconds, coveredMillis);
  }

  private void holdUntil(long nextMillis) {
    Sample held = holding;
    if (held == null) {
      return;
    }
    if (nextMillis <= held.timestampMillis()) {
      throw new IllegalArgumentException(
          "not in order: " + nextMillis + " after " + held.timestampMillis());
    }
    long start = Math.max(held.timestampMillis(), fromMillis);
    long end = Math.min(Math.min(held.timestampMillis() + maxGapMillis, nextMillis), toMillis);
    if (end > start) {
      valueSeconds += held.value() * (end - start) / 1000;
      coveredMillis += end - start;
    }
  }
}
