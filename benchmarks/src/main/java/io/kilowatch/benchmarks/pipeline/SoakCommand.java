package io.kilowatch.benchmarks.pipeline;

import io.kilowatch.benchmarks.client.PlatformClient;
import io.kilowatch.benchmarks.load.JsonBodies;
import io.kilowatch.benchmarks.load.Load;
import io.kilowatch.benchmarks.load.SeriesSet;
import io.kilowatch.benchmarks.load.Target;
import io.kilowatch.benchmarks.pipeline.StoredReadings.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether a long load leaves something behind: memory, open files, threads, what waits. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Sends a part of the bulk load that a platform takes, for long, and compares.")
public final class SoakCommand implements Callable<Integer> {

  /** Of sites and keys, until every service knows them. */
  private static final Duration DIRECTORY = Duration.ofSeconds(10);

  /** At each end, of the samples. */
  private static final double END = 0.1;

  private static final int READ_BACK_EVERY = 10;

  @Mixin private PlatformOptions where = new PlatformOptions();

  @Option(names = "--minutes", description = "how long")
  private int minutes = 30;

  @Option(names = "--share", description = "of what the platform takes at most")
  private double share = 0.5;

  @Option(names = "--warm-up-seconds", description = "how long all it takes is sent before")
  private int warmUpSeconds = 90;

  @Option(names = "--most-seconds", description = "how long it is then measured what it takes")
  private int mostSeconds = 30;

  @Option(names = "--sample-seconds", description = "between two looks at the processes")
  private int sampleSeconds = 10;

  @Option(names = "--series", description = "how many series")
  private int series = 200;

  @Option(names = "--batch", description = "readings in a request")
  private int batch = 500;

  @Option(names = "--connections", description = "connections kept open at once")
  private int connections = 32;

  @Option(names = "--out", description = "where the report is kept as JSON")
  private Path out = Path.of("benchmarks/results/soak.json");

  private final Map<String, List<Footprint>> samples = new TreeMap<>();
  private final List<Double> waiting = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    LocalPlatform local = LocalPlatform.in(where.dataDirectory());
    Report report = new Report(System.out);
    Instant begin = Instant.now().truncatedTo(ChronoUnit.HOURS);
    try (PlatformClient platform = where.signIn()) {
      Fleet fleet =
          Fleet.register(
              platform, "soak-" + Long.toString(System.currentTimeMillis(), 36), (series + 1) / 2);
      Thread.sleep(DIRECTORY);
      List<SeriesSet.Series> all = fleet.powerAndCo2().subList(0, series);
      Target target = Target.ingestion(local.address("ingestion-service"), fleet.key());
      StoredReadings stored = new StoredReadings(where.url(), platform);

      SeriesSet warm = new SeriesSet(all, begin.minus(Duration.ofDays(200)).toEpochMilli(), 1_000);
      stored.awaitLast(warm, load(target, warm).run(Duration.ofSeconds(warmUpSeconds)).readings());
      SeriesSet most = new SeriesSet(all, begin.minus(Duration.ofDays(190)).toEpochMilli(), 1_000);
      Load.Result taken = load(target, most).run(Duration.ofSeconds(mostSeconds));
      double drained = stored.awaitLast(most, taken.readings()).toMillis() / 1e3;
      double perSecond = taken.readings() / (taken.seconds() + drained);
      report.figure("mostReadingsPerSecond", perSecond);

      SeriesSet set = new SeriesSet(all, begin.minus(Duration.ofDays(180)).toEpochMilli(), 1_000);
      Load.Result result = soak(local, load(target, set), share * perSecond);
      report.figure("minutes", minutes);
      report.figure("readingsPerSecond", result.readingsPerSecond());
      report.figure("sentAgain", result.again());
      report.figure("ackMillisP50", result.micros().getValueAtPercentile(50) / 1e3);
      report.figure("ackMillisP99", result.micros().getValueAtPercentile(99) / 1e3);
      stored.awaitLast(set, result.readings());
      Found found = stored.findEvery(READ_BACK_EVERY, set, result.readings());
      report.figure("readBackOfEveryTenthSeries", found.stored());
      report.atMost("lost", found.lost(), 0);
      report.atMost("duplicated", found.duplicated(), 0);
      report.atMost("wrong", found.wrong(), 0);
    }
    compareEnds(report);
    report.print();
    report.write(out);
    return 0;
  }

  private Load load(Target target, SeriesSet set) {
    return new Load(target, new JsonBodies(set, batch), connections);
  }

  private Load.Result soak(LocalPlatform local, Load load, double perSecond) throws Exception {
    Duration duration = Duration.ofMinutes(minutes);
    double storedBefore = local.readingsStored();
    try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
      Future<Load.Result> sending = beside.submit(() -> load.runAt(perSecond, duration));
      while (true) {
        try {
          return sending.get(sampleSeconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
          sample(local, load.begun() - (local.readingsStored() - storedBefore));
        }
      }
    }
  }

  private void sample(LocalPlatform local, double waitingNow) throws IOException {
    waiting.add(waitingNow);
    Footprint together = new Footprint(0, 0, 0);
    for (Map.Entry<String, ProcessHandle> process : local.processes().entrySet()) {
      Footprint now = Footprint.of(process.getValue());
      samples.computeIfAbsent(process.getKey(), _ -> new ArrayList<>()).add(now);
      together = together.plus(now);
    }
    samples.computeIfAbsent("together", _ -> new ArrayList<>()).add(together);
    System.out.printf(
        "%5d s: %,.0f MB, %,.0f open files, %,.0f threads, %,.0f readings wait%n",
        waiting.size() * sampleSeconds,
        together.residentMegabytes(),
        together.openFiles(),
        together.threads(),
        waitingNow);
  }

  private void compareEnds(Report report) {
    int end = Math.max(1, (int) (waiting.size() * END));
    System.out.printf(
        "%n%-20s %21s %19s %15s%n", "first / last tenth", "resident MB", "open files", "threads");
    for (Map.Entry<String, List<Footprint>> process : samples.entrySet()) {
      Footprint first = Footprint.mean(process.getValue().subList(0, end));
      Footprint last = Footprint.mean(process.getValue().reversed().subList(0, end));
      System.out.printf(
          "%-20s %,10.0f %,10.0f %,9.0f %,9.0f %,7.0f %,7.0f%n",
          process.getKey(),
          first.residentMegabytes(),
          last.residentMegabytes(),
          first.openFiles(),
          last.openFiles(),
          first.threads(),
          last.threads());
      report.figures(
          process.getKey(),
          Map.of(
              "residentMegabytesFirst", first.residentMegabytes(),
              "residentMegabytesLast", last.residentMegabytes(),
              "openFilesFirst", first.openFiles(),
              "openFilesLast", last.openFiles(),
              "threadsFirst", first.threads(),
              "threadsLast", last.threads()));
    }
    report.figure("readingsWaitingFirst", mean(waiting.subList(0, end)));
    report.figure("readingsWaitingLast", mean(waiting.reversed().subList(0, end)));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
