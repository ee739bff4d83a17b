package io.kilowatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A process as the kernel sees it: what it holds, and the signals that it can not refuse. */
record LinuxProcess(ProcessHandle handle) {

  private static final long SAMPLE_MILLIS = 250;

  long pid() {
    return handle.pid();
  }

  /** SIGSTOP: its connections stay open, and nothing answers. */
  void pause() {
    signal("STOP");
  }

  void resume() {
    signal("CONT");
  }

  /** SIGTERM. */
  void terminate() {
    assertThat(handle.destroy()).as("SIGTERM for %d", pid()).isTrue();
  }

  /** SIGKILL, for its children first. */
  void kill() {
    handle.descendants().forEach(ProcessHandle::destroyForcibly);
    handle.destroyForcibly();
  }

  private void signal(String name) {
    Platform.run(
        List.of("kill", "-" + name, Long.toString(pid())),
        Path.of("/"),
        Map.of(),
        Duration.ofSeconds(30));
  }

  long residentMegabytes() {
    try (Stream<String> lines = Files.lines(proc("status"))) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow(() -> new AssertionError("process " + pid() + " has ended"))
          / 1024;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The most memory it holds while this waits, for so long at most. */
  long peakMegabytes(Duration atMost, BooleanSupplier until) {
    long end = System.nanoTime() + atMost.toNanos();
    long peak = residentMegabytes();
    while (System.nanoTime() < end && !until.getAsBoolean()) {
      Api.pause(Duration.ofMillis(SAMPLE_MILLIS));
      peak = Math.max(peak, residentMegabytes());
    }
    return peak;
  }

  int openFiles() {
    try (Stream<Path> files = Files.list(proc("fd"))) {
      return (int) files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path proc(String file) {
    return Path.of("/proc", Long.toString(pid()), file);
  }
}
