package io.kilowatch.emulators.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Makes replays that have been started. */
public final class Started {

  private Started() {}

  /** One of a trace with offsets, whose first row is given the time of the start of its own. */
  public static Replay original(
      Path directory, String csv, double speed, Instant traceStart, Instant startedAt)
      throws IOException {
    Files.writeString(directory.resolve("t.csv"), csv);
    Replay replay = new Replay(new TraceDirectory(directory));
    replay.apply(
        new ReplayOrder(
            "t.csv", speed, Timestamps.ORIGINAL, traceStart, startedAt, false, startedAt));
    return replay;
  }
}
