package io.kilowatch.emulators.replay;

import io.kilowatch.emulators.load.SeededNoise;
import java.time.Duration;
import java.time.Instant;

/** A trace on its way: which part of it has come due. */
public final class ReplayRun {

  private final ReplayOrder order;
  private final Trace trace;

  ReplayRun(ReplayOrder order, Trace trace) {
    this.order = order;
    this.trace = trace;
  }

  ReplayOrder order() {
    return order;
  }

  Duration length() {
    return trace.length();
  }

  /** How far into the trace the replay is; not beyond its end. */
  Duration position(Instant now) {
    double millis = Duration.between(order.startedAt(), now).toMillis() * order.speed();
    return Duration.ofMillis((long) Math.clamp(millis, 0, (double) trace.length().toMillis()));
  }

  public boolean over(Instant now) {
    return position(now).compareTo(trace.length()) >= 0;
  }

  public boolean original() {
    return order.timestamps() == Timestamps.ORIGINAL;
  }

  /** How many rows have come due; none before the start. */
  public int rowsDue(Instant now) {
    return now.isBefore(order.startedAt()) ? 0 : trace.rowsUpTo(position(now));
  }

  public Instant originalTime(int row) {
    return order.traceStart().plus(trace.offset(row));
  }

  /** A server follows the column that its id leads to, whichever others there are. */
  public double load(String serverId, int row) {
    return trace.load(row, SeededNoise.seed(serverId) >>> 1);
  }
}
