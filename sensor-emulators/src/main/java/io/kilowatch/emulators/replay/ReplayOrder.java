package io.kilowatch.emulators.replay;

import java.time.Instant;

/**
 * What replay runs, as the replicas tell each other.
 *
 * @param traceStart time of the trace's first row, where original timestamps are asked for
 * @param startedAt when the replay began
 * @param changedAt the later order wins
 */
record ReplayOrder(
    String file,
    double speed,
    Timestamps timestamps,
    Instant traceStart,
    Instant startedAt,
    boolean stopped,
    Instant changedAt) {

  ReplayOrder stoppedAt(Instant now) {
    Instant later = now.isAfter(changedAt) ? now : changedAt.plusMillis(1);
    return new ReplayOrder(file, speed, timestamps, traceStart, startedAt, true, later);
  }
}
