package io.kilowatch.emulators.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a replay stands.
 *
 * @param state {@code none}, {@code running}, {@code finished}, {@code stopped}, or {@code failed}
 *     where this replica can't read the file
 */
record ReplayStatus(
    String state,
    @Nullable String file,
    @Nullable Double speed,
    @Nullable Timestamps timestamps,
    @Nullable Instant startedAt,
    @Nullable Double positionSeconds,
    @Nullable Double durationSeconds) {

  private static final double MILLIS = 1000.0;

  static ReplayStatus of(Replay replay, Instant now) {
    ReplayOrder order = replay.latest().orElse(null);
    if (order == null) {
      return new ReplayStatus("none", null, null, null, null, null, null);
    }
    ReplayRun run = replay.run().orElse(null);
    return new ReplayStatus(
        state(order, run, now),
        order.file(),
        order.speed(),
        order.timestamps(),
        order.startedAt(),
        run == null ? null : run.position(now).toMillis() / MILLIS,
        run == null ? null : run.length().toMillis() / MILLIS);
  }

  private static String state(ReplayOrder order, @Nullable ReplayRun run, Instant now) {
    if (order.stopped()) {
      return "stopped";
    }
    if (run == null) {
      return "failed";
    }
    return run.over(now) ? "finished" : "running";
  }
}
