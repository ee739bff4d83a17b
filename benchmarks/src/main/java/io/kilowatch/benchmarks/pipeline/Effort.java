package io.kilowatch.benchmarks.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the machine has done since its start: on a shared one the time that a reading takes changes
 * less from run to run than how many there are in a second.
 *
 * @param cpu processor time of each process
 * @param contextSwitches of the whole machine
 * @param ticks of all processors of the machine, idle ones included
 * @param stolenTicks those of them that the host gave to others
 */
record Effort(Map<String, Duration> cpu, long contextSwitches, long ticks, long stolenTicks) {

  /** In the first line of {@code /proc/stat}. */
  private static final int STOLEN = 7;

  /** Up to now, of these processes and of this one, which sends the load. */
  static Effort now(Map<String, ProcessHandle> processes) throws IOException {
    Map<String, Duration> cpu = new TreeMap<>();
    processes.forEach((name, process) -> cpu.put(name, cpu(process)));
    cpu.put("generator", cpu(ProcessHandle.current()));
    List<String> lines = Files.readAllLines(Path.of("/proc/stat"));
    String switches =
        lines.stream().filter(line -> line.startsWith("ctxt ")).findFirst().orElseThrow();
    long[] ticks =
        Arrays.stream(lines.getFirst().split(" +")).skip(1).mapToLong(Long::parseLong).toArray();
    return new Effort(
        cpu,
        Long.parseLong(switches.substring("ctxt ".length())),
        Arrays.stream(ticks).sum(),
        ticks[STOLEN]);
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Reports what was done from {@code before} to this, by reading. */
  void report(Report report, String name, Effort before, long readings) {
    Map<String, Double> micros = new TreeMap<>();
    cpu.forEach((process, until) -> {
      Duration from = before.cpu.getOrDefault(process, Duration.ZERO);
      micros.put(process, until.minus(from).toNanos() / 1e3 / readings);
    });
    report.figures(name + "CpuMicrosPerReadingOf", micros);
    report.figure(
        name + "CpuMicrosPerReading",
        micros.values().stream().mapToDouble(Double::doubleValue).sum());
    report.figure(
        name + "ContextSwitchesPerReading",
        (contextSwitches - before.contextSwitches) / (double) readings);
    report.figure(
        name + "StolenPercent",
        100.0 * (stolenTicks - before.stolenTicks) / (ticks - before.ticks));
  }
}
