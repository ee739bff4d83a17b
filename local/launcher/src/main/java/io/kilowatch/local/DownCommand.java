package io.kilowatch.local;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

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
    Set<String> told = new HashSet<>();
    Instant deadline = Instant.now().plus(PATIENCE);
    while (platform.isAlive() && Instant.now().isBefore(deadline)) {
      Leftovers.await(platform, LOOK_INTERVAL);
      for (PlatformState.Entry entry : state.entries()) {
        if (!isAlive(entry) && told.add(entry.name())) {
          progress.line(entry.name(), "stopped");
        }
      }
    }
  }

  private static boolean isAlive(PlatformState.Entry entry) {
    return ProcessHandle.of(entry.pid()).map(ProcessHandle::isAlive).orElse(false);
  }

  private boolean isFree() {
    try (PlatformLock lock = PlatformLock.take(options.dataDirectory()).orElse(null)) {
      return lock != null;
    }
  }
}
