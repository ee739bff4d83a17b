package io.kilowatch.scheduler.receipt;

import io.kilowatch.contracts.history.MeasuredTotals;
import java.time.Instant;
import java.util.List;

/** Says what a server drew over stretches of time. */
@FunctionalInterface
interface Measurements {

  /**
   * What it drew from each of these times to the next. Throws if it can't be asked now.
   *
   * @param times at least two, in order
   */
  List<MeasuredTotals> between(String serverId, List<Instant> times);
}
