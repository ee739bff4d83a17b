package io.kilowatch.benchmarks.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a process holds at a moment. */
public record Footprint(double residentMegabytes, double openFiles, double threads) {

  public static Footprint of(ProcessHandle process) throws IOException {
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    List<String> status = Files.readAllLines(proc.resolve("status"));
    try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
      return new Footprint(
          number(status, "VmRSS:") / 1024.0, files.count(), number(status, "Threads:"));
    }
  }

  private static long number(List<String> status, String name) throws IOException {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow(() -> new IOException("a process without " + name));
  }

  static Footprint mean(List<Footprint> moments) {
    return new Footprint(
        moments.stream().mapToDouble(Footprint::residentMegabytes).average().orElseThrow(),
        moments.stream().mapToDouble(Footprint::openFiles).average().orElseThrow(),
        moments.stream().mapToDouble(Footprint::threads).average().orElseThrow());
  }

  Footprint plus(Footprint other) {
    return new Footprint(
        residentMegabytes + other.residentMegabytes,
        openFiles + other.openFiles,
        threads + other.threads);
  }
}
