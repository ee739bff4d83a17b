package io.kilowatch.base.discovery;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** Makes of a count that only grows what a port announces: messages a second since last time. */
public final class MessageRate {

  private final DoubleSupplier count;
  private final LongSupplier nanoTime;
  private double countBefore;
  private long nanosBefore;

  /** The rate of this count, from now on. */
  public MessageRate(DoubleSupplier count) {
    this(count, System::nanoTime);
  }

  MessageRate(DoubleSupplier count, LongSupplier nanoTime) {
    this.count = count;
    this.nanoTime = nanoTime;
    this.countBefore = count.getAsDouble();
    this.nanosBefore = nanoTime.getAsLong();
  }

  /** Messages a second since this was asked before; 0 if no time has passed. */
  public synchronized double sinceLastAsked() {
    double countNow = count.getAsDouble();
    long nanosNow = nanoTime.getAsLong();
    double seconds = (nanosNow - nanosBefore) / (double) TimeUnit.SECONDS.toNanos(1);
    double messages = countNow - countBefore;
    countBefore = countNow;
    nanosBefore = nanosNow;
    return seconds > 0 ? messages / seconds : 0;
  }
}
