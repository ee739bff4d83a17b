package io.kilowatch.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** {@code status}: one line for each process, and what they take together. */
final class StatusCommand {
  private static final int NOT_RUNNING = 3;

  private final PlatformOptions options;

  StatusCommand(PlatformOptions options) {
    this.options = options;
  }

  /** The exit status: 0 when all are healthy. */
  int run() {
    PlatformState state = PlatformState.read(options.dataDirectory());
    if (!isAlive(state.platformPid())) {
      System.out.println("No platform runs on " + options.dataDirectory());
      return NOT_RUNNING;
    }
    row("process", "pid", "address", "health", "MB", "log");
    long total = residentMegabytes(state.platformPid());
    row(
        "platform",
        state.platformPid(),
        options.origin(),
        state.isReady() ? "up" : "starting",
        total,
        "");
    boolean healthy = state.isReady();
    for (PlatformState.Entry entry : state.entries()) {
      long resident = residentMegabytes(entry.pid());
      String health = health(entry);
      row(entry.name(), entry.pid(), entry.address(), health, resident, entry.log());
      total += resident;
      healthy &= health.equals("up");
    }
    row("total", "", "", "", total, "");
    return healthy ? 0 : 1;
  }

  private static void row(Object... cells) {
    System.out.printf(Locale.ROOT, "%-18s %8s  %-42s %-9s %8s  %s%n", cells);
  }

  private static String health(PlatformState.Entry entry) {
    if (!isAlive(entry.pid())) {
      return "dead";
    }
    boolean up =
        entry.health().isEmpty()
            ? Ports.answers(portOf(entry.address()))
            : ServiceUnit.isReady(entry.health());
    return up ? "up" : "not ready";
  }

  /** Of an address with or without a scheme. */
  private static int portOf(String address) {
    return URI.create(address.contains("://") ? address : "tcp://" + address).getPort();
  }

  private static boolean isAlive(long pid) {
    return pid != 0 && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private static long residentMegabytes(long pid) {
    try {
      List<String> lines = Files.readAllLines(Path.of("/proc/" + pid + "/status"));
      return lines.stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .flatMap(line -> Stream.of(line.replaceAll("\\D", "")))
              .mapToLong(Long::parseLong)
              .sum()
          / 1024;
    } catch (IOException e) {
      return 0;
    }
  }
}
