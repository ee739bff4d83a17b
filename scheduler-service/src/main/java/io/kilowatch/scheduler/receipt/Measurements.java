package io.kilowatch.scheduler.receipt;

import io.kilowatch.contracts.history.MeasuredTotals;
import java.time.Instant;

/** Says what a server drew over a stretch of time. */
@FunctionalInterface
interface Measurements {

  /** Throws if it can't be asked now. */
  MeasuredTotals of(String serverId, Instant from, Instant to);
}
