package io.kilowatch.local;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notices processes that end by themselves, says so, and starts them again with growing pauses.
 * Each has a thread that does: a start may take minutes, and the others go on ending meanwhile.
 */
final class Supervisor {
  private static final long LONGEST_PAUSE_SECONDS = 30;
  private static final long STEADY_NANOS = 120_000_000_000L;

  private final List<Unit> units;
  private final Progress progress;
  private final PlatformState state;
  private final Map<String, Long> pauseSeconds = new ConcurrentHashMap<>();
  private final Map<String, Long> lastStart = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  Supervisor(List<Unit> units, Progress progress, PlatformState state) {
    this.units = units;
    this.progress = progress;
    this.state = state;
  }

  void start() {
    for (Unit unit : units) {
      Thread.ofVirtual().name("supervisor of " + unit.name()).start(() -> watch(unit));
    }
  }

  /** From here on an end is no surprise. */
  void stop() {
    stopped = true;
  }

  private void watch(Unit unit) {
    while (!stopped) {
      if (!unit.isAlive()) {
        revive(unit);
      }
      ChildProcess.sleep(500);
    }
  }

  private void revive(Unit unit) {
    long pause = nextPause(unit.name());
    progress.line(
        unit.name(),
        "ended by itself; starting it again in " + pause + " s (log: " + unit.entry().log() + ")");
    ChildProcess.sleep(pause * 1_000);
    if (stopped) {
      return;
    }
    try {
      unit.start();
      state.put(unit.entry());
      progress.line(unit.name(), "ready again");
    } catch (RuntimeException e) {
      if (!stopped) {
        progress.line(unit.name(), "did not start: " + e.getMessage());
      }
    }
    lastStart.put(unit.name(), System.nanoTime());
  }

  /** 1, 2, 4 .. 30 seconds, and 1 again for one that had run steadily. */
  private long nextPause(String name) {
    Long started = lastStart.get(name);
    boolean steady = started == null || System.nanoTime() - started > STEADY_NANOS;
    long pause =
        steady ? 1 : Math.min(LONGEST_PAUSE_SECONDS, pauseSeconds.getOrDefault(name, 1L) * 2);
    pauseSeconds.put(name, pause);
    return pause;
  }
}
