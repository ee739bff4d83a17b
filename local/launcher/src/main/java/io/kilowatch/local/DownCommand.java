package io.kilowatch.local;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code down}: stops the platform that runs on the data directory, and what a killed one left. */
final class DownCommand {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration LOOK_INTERVAL = Duration.ofMillis(250);

  private final PlatformOptions options;
  private final Progress progress = new Progress(System.out);

  DownCommand(PlatformOptions options) {
    this.options = options;
  }

  /** The exit status. */
  int run() {
    PlatformState state = PlatformState.read(options.dataDirectory());
    if (isFree()) {
      Leftovers.end(state, progress);
      progress.print("No platform runs on " + options.dataDirectory());
      return 0;
    }
    Optional<ProcessHandle> platform = ProcessHandle.of(state.platformPid());
    platform.ifPresent(process -> {
      progress.line("platform", "stopping (pid " + process.pid() + ")");
      process.destroy();
      awaitEnd(process, state);
      process.destroyForcibly();
      Leftovers.await(process, Duration.ofSeconds(10));
    });
    if (!isFree()) {
      progress.print("The platform on " + options.dataDirectory() + " does not stop");
      return 1;
    }
    Leftovers.end(state, progress);
    progress.line("platform", "stopped");
    return 0;
  }

  /** Says which process has ended while it waits for all of them to. */
  private void awaitEnd(ProcessHandle platform, PlatformState state) {
    List<PlatformState.Entry> running = new ArrayList<>(state.entries());
    Instant deadline = Instant.now().plus(PATIENCE);
    while (platform.isAlive() && Instant.now().isBefore(deadline)) {
      Leftovers.await(platform, LOOK_INTERVAL);
      running.removeIf(entry -> {
        boolean ended = !ProcessHandle.of(entry.pid()).map(ProcessHandle::isAlive).orElse(false);
        if (ended) {
          progress.line(entry.name(), "stopped");
        }
        return ended;
      });
    }
  }

  private boolean isFree() {
    try (PlatformLock lock = PlatformLock.take(options.dataDirectory()).orElse(null)) {
      return lock != null;
    }
  }
}
