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
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How the rate depends on how many series there are, and how many readings of each come at once.
 */
@Command(
    name = "curve",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Sends bulk load of ever more series to a platform on this machine.")
public final class CurveCommand implements Callable<Integer> {

  /** Of sites and keys, until every service knows them. */
  private static final Duration DIRECTORY = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int READ_BACK = 40;

  /** Of live readings: young enough for whoever watches, and room for a rate of several a ms. */
  private static final Duration AGE = Duration.ofMinutes(1);

  /** From one live reading of a series to its next, so that all of them are of the same hour. */
  private static final long LIVE_STEP_MILLIS = 1;

  @Mixin private PlatformOptions where = new PlatformOptions();

  @Option(names = "--series", split = ",", description = "how many series")
  private List<Integer> series = List.of(200, 2_000, 20_000);

  @Option(
      names = "--together",
      split = ",",
      description = "how many readings of a series in a request")
  private List<Integer> together = List.of(1, 10);

  @Option(names = "--batch", description = "readings in a request")
  private int batch = 500;

  @Option(
      names = "--readings-per-second",
      description = "how many are sent a second for each figure; 0: as many as are taken")
  private double readingsPerSecond = 0;

  @Option(
      names = "--live",
      description = "readings of this moment, as sensors send them, not those of two months ago")
  private boolean live;

  @Option(names = "--connections", description = "connections kept open at once")
  private int connections = 32;

  @Option(names = "--seconds", description = "how long readings are sent for each figure")
  private int seconds = 15;

  @Option(
      names = "--warm-up-seconds",
      description = "how long they are sent before the first figure of as many series")
  private int warmUpSeconds = 40;

  @Option(names = "--out", description = "where the report is kept as JSON")
  private Path out = Path.of("benchmarks/results/curve.json");

  /** Each figure begins where the one before ended, so that no reading overwrites another. */
  private Instant begin = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(60));

  @Override
  public Integer call() throws Exception {
    LocalPlatform local = LocalPlatform.in(where.dataDirectory());
    Report report = new Report(System.out);
    try (PlatformClient platform = where.signIn()) {
      int servers = (series.stream().mapToInt(Integer::intValue).max().orElseThrow() + 1) / 2;
      System.out.printf("registering %,d servers%n", servers);
      Fleet fleet =
          Fleet.register(
              platform, "curve-" + Long.toString(System.currentTimeMillis(), 36), servers);
      Thread.sleep(DIRECTORY);
      Target target = Target.ingestion(local.address("ingestion-service"), fleet.key());
      if (live) {
        awaitRoomInHour();
      }
      for (int many : series) {
        SeriesSet first = next(fleet, many, together.getFirst());
        Sent warm = send(local, target, first, 0, Duration.ofSeconds(warmUpSeconds));
        begin = endOf(first, warm);
        for (int each : together) {
          awaitRest(local);
          String name = "of%dSeries%dTogether".formatted(many, each);
          SeriesSet set = next(fleet, many, each);
          Effort before = Effort.now(local.processes());
          Sent sent = send(local, target, set, readingsPerSecond, Duration.ofSeconds(seconds));
          Effort.now(local.processes()).report(report, name, before, sent.readings());
          begin = endOf(set, sent);
          report.figure(name + "ReadingsPerSecond", sent.readings() / sent.seconds());
          report.figures(name + "ResidentMegabytesOf", local.residentMegabytes());
          int step = Math.max(1, many / READ_BACK);
          Found found =
              new StoredReadings(where.url(), platform).findEvery(step, set, sent.readings());
          report.atMost(name + "LostOfSome", found.lost(), 0);
        }
      }
    }
    report.print();
    report.write(out);
    return 0;
  }

  private record Sent(long readings, double seconds) {}

  /** Sends at a rate, 0 for the highest, and waits until the packager has stored as many. */
  private Sent send(
      LocalPlatform local, Target target, SeriesSet set, double perSecond, Duration duration)
      throws IOException, InterruptedException {
    double stored = local.readingsStored();
    long from = System.nanoTime();
    Load load = new Load(target, new JsonBodies(set, batch), connections);
    Load.Result result = perSecond == 0 ? load.run(duration) : load.runAt(perSecond, duration);
    long readings = result.readings();
    while (local.readingsStored() < stored + readings) {
      if (System.nanoTime() - from > PATIENCE.toNanos()) {
        throw new IllegalStateException("not stored within " + PATIENCE);
      }
      Thread.sleep(100);
    }
    return new Sent(readings, (System.nanoTime() - from) / 1e9);
  }

  /** Until the hours of the load before are closed, which would count for this one. */
  private void awaitRest(LocalPlatform local) throws IOException, InterruptedException {
    if (!live) {
      local.awaitClosed();
    }
  }

  /** Hours that end while there is load are closed then, and their last readings count as late. */
  private void awaitRoomInHour() throws InterruptedException {
    Duration loads =
        Duration.ofSeconds((warmUpSeconds + (long) seconds * together.size()) * series.size());
    Instant now = Instant.now();
    Instant nextHour = now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    Duration left = Duration.between(now, nextHour);
    if (left.compareTo(loads.multipliedBy(3)) < 0) {
      System.out.printf("waiting for the next hour, for %d minutes%n", left.toMinutes());
      Thread.sleep(left.plus(AGE));
    }
  }

  private SeriesSet next(Fleet fleet, int many, int each) {
    Instant from = begin.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(3));
    long stepMillis = 1_000;
    if (live) {
      Instant young = Instant.now().minus(AGE);
      from = begin.isAfter(young) ? begin : young;
      stepMillis = LIVE_STEP_MILLIS;
    }
    return new SeriesSet(
        fleet.powerAndCo2().subList(0, many), each, from.toEpochMilli(), stepMillis);
  }

  private static Instant endOf(SeriesSet set, Sent sent) {
    return Instant.ofEpochMilli(set.timestampMillis(set.count(0, sent.readings())));
  }
}
