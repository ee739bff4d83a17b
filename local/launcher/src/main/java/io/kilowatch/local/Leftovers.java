package io.kilowatch.local;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends what a killed platform left behind, where the kernel did not (it does on Linux). */
final class Leftovers {
  private Leftovers() {}

  static void end(PlatformState state, Progress progress) {
    for (PlatformState.Entry entry : state.entries()) {
      ProcessHandle.of(entry.pid())
          .filter(process -> isOurs(process, entry))
          .ifPresent(process -> {
            progress.line(entry.name(), "ending pid " + entry.pid() + " of a killed run");
            process.destroyForcibly();
            await(process, Duration.ofSeconds(10));
          });
    }
    state.delete();
  }

  /**
   * A pid may have gone to somebody else since: only a command line that says what we started
   * counts.
   */
  private static boolean isOurs(ProcessHandle process, PlatformState.Entry entry) {
    String command = process.info().commandLine().orElse("");
    String mark =
        switch (entry.name()) {
          case "cassandra" -> "CassandraDaemon";
          case "documents" -> "DocumentsMain";
          case "broker" -> command.contains("beam") ? "rabbit" : "BrokerMain";
          case "edge" -> "local-edge";
          default -> entry.name();
        };
    return command.contains(mark);
  }

  static void await(ProcessHandle process, Duration limit) {
    try {
      process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // The caller looks at whether it is alive.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
