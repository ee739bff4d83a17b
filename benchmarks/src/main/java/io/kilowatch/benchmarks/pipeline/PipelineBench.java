package io.kilowatch.benchmarks.pipeline;

import io.kilowatch.benchmarks.client.PlatformClient;
import io.kilowatch.benchmarks.load.Bodies;
import io.kilowatch.benchmarks.load.JsonBodies;
import io.kilowatch.benchmarks.load.Load;
import io.kilowatch.benchmarks.load.LoadOptions;
import io.kilowatch.benchmarks.load.SeriesSet;
import io.kilowatch.benchmarks.load.Target;
import io.kilowatch.benchmarks.node.NodeFigures;
import io.kilowatch.benchmarks.pipeline.StoredReadings.Found;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.management.JMException;

/** The measurements, one after the other, on a platform that had no data. */
final class PipelineBench {

  /** Of sites and keys, until every service knows them. */
  private static final Duration DIRECTORY = Duration.ofSeconds(5);

  private static final String KEYSPACE = "kilowatch";
  private static final Duration HTTP_ALONE = Duration.ofSeconds(15);
  private static final int SINGLE_SERVERS = 32;
  private static final int POINTS = 800;
  private static final int REPEATS = 21;

  private final Path dataDirectory;
  private final LocalPlatform local;
  private final URI url;
  private final PlatformClient platform;
  private final LoadOptions options;
  private final Report report;
  private final StoredReadings stored;
  private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);

  private Fleet fleet = new Fleet("", List.of());
  private double bulkPerSecond;
  private long readings;
  private long emptyBytes;

  PipelineBench(
      Path dataDirectory, URI url, PlatformClient platform, LoadOptions options, Report report)
      throws IOException {
    this.dataDirectory = dataDirectory;
    this.local = LocalPlatform.in(dataDirectory);
    this.url = url;
    this.platform = platform;
    this.options = options;
    this.report = report;
    this.stored = new StoredReadings(url, platform);
  }

  /** Registers the servers; two more than the load needs, for the probes and for the year. */
  void begin() throws IOException, InterruptedException, JMException {
    int servers = Math.max(SINGLE_SERVERS, (options.series() + 1) / 2) + 2;
    fleet =
        Fleet.register(platform, "bench-" + Long.toString(System.currentTimeMillis(), 36), servers);
    Thread.sleep(DIRECTORY);
    emptyBytes = settledBytes();
  }

  /** Until what is hot is compiled. What is sent counts for nothing but the bytes on disk. */
  private void warm(String name, SeriesSet set, Bodies bodies)
      throws IOException, InterruptedException {
    if (options.warmUp().isZero()) {
      return;
    }
    Effort before = Effort.now(local.processes());
    Load.Result result = load(bodies).run(options.warmUp());
    double drained = stored.awaitLast(set, result.readings()).toMillis() / 1e3;
    Effort.now(local.processes()).report(report, name, before, result.readings());
    report.figure(name + "ReadingsPerSecond", result.readings() / (result.seconds() + drained));
    readings += result.readings();
  }

  void bulk() throws IOException, InterruptedException {
    SeriesSet before = bulkSet(Duration.ofDays(40));
    warm("coldBulk", before, new JsonBodies(before, options.batch()));
    SeriesSet set = bulkSet(Duration.ofDays(20));
    bulkPerSecond = measured("bulk", set, options.batch(), options.bulk(), 250_000);
  }

  /** As with the peers: warmed up by singles, once all of bulk is stored. */
  void single() throws IOException, InterruptedException {
    SeriesSet before = singleSet(Duration.ofHours(16));
    warm("coldSingle", before, new JsonBodies(before, 1));
    measured("single", singleSet(Duration.ofHours(8)), 1, options.single(), 12_000);
  }

  /**
   * What HTTP and the reading of JSON take alone: bodies that turn out at their end to be none. In
   * bulk only, because one reading has no bracket at its end that could lack.
   */
  void httpAlone() throws IOException, InterruptedException {
    Bodies bodies = JsonBodies.unended(bulkSet(Duration.ofDays(50)), options.batch());
    Effort before = Effort.now(local.processes());
    Load.Result result =
        new Load(target().refusing(), bodies, options.connections()).run(HTTP_ALONE);
    Effort.now(local.processes()).report(report, "httpAlone", before, result.readings());
    report.figure("httpAloneReadingsPerSecond", result.readingsPerSecond());
  }

  private SeriesSet bulkSet(Duration age) {
    return new SeriesSet(fleet.powerAndCo2().subList(0, options.series()), millisBefore(age), 1000);
  }

  private SeriesSet singleSet(Duration age) {
    return new SeriesSet(fleet.power(SINGLE_SERVERS), millisBefore(age), 100);
  }

  private Load load(Bodies bodies) {
    return new Load(target(), bodies, options.connections());
  }

  /** What counts is what can be read back, over the time until it could be. */
  private double measured(String name, SeriesSet set, int batch, Duration duration, double wanted)
      throws IOException, InterruptedException {
    Effort before = Effort.now(local.processes());
    Load.Result result = load(new JsonBodies(set, batch)).run(duration);
    double drained = stored.awaitLast(set, result.readings()).toMillis() / 1e3;
    Effort after = Effort.now(local.processes());
    Found found = stored.find(set, result.readings());
    double perSecond = found.stored() / (result.seconds() + drained);
    report.atLeast(name + "ReadingsPerSecond", perSecond, wanted);
    report.figure(name + "AcknowledgedPerSecond", result.readingsPerSecond());
    report.figure(name + "Acknowledged", result.readings());
    report.figure(name + "SentAgain", result.again());
    report.note(name + "LastRefusal", result.lastRefusal());
    report.figure(name + "DrainSeconds", drained);
    report.atMost(name + "Lost", found.lost(), 0);
    report.atMost(name + "Duplicated", found.duplicated(), 0);
    report.atMost(name + "Wrong", found.wrong(), 0);
    report.figure(name + "AckMillisP50", result.micros().getValueAtPercentile(50) / 1e3);
    report.figure(name + "AckMillisP99", result.micros().getValueAtPercentile(99) / 1e3);
    after.report(report, name, before, result.readings());
    readings += result.readings();
    return perSecond;
  }

  /** Half of what was reached in bulk, with a sensor that is watched beside it. */
  void latency(Duration duration) throws Exception {
    SeriesSet set = bulkSet(Duration.ofDays(10));
    Load load = load(new JsonBodies(set, options.batch()));
    String sensor = fleet.serverIds().get(fleet.serverIds().size() - 2);
    Probes probes = new Probes(target(), platform, stored, url, sensor);
    try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
      Future<Probes.Result> probing = beside.submit(() -> probes.run(duration));
      Load.Result result = load.runAt(bulkPerSecond / 2, duration.plusSeconds(1));
      Probes.Result probed = probing.get();
      readings += result.readings();
      report.figure("halfLoadReadingsPerSecond", result.readingsPerSecond());
      report.figure("ackMillisP50", result.micros().getValueAtPercentile(50) / 1e3);
      report.figure("ackMillisP99", result.micros().getValueAtPercentile(99) / 1e3);
      report.figure("storedMillisP50", probed.storedMillis().getValueAtPercentile(50));
      report.figure("storedMillisP99", probed.storedMillis().getValueAtPercentile(99));
      report.figure("liveMillisP50", probed.liveMillis().getValueAtPercentile(50));
      report.atMost("liveMillisP99", probed.liveMillis().getValueAtPercentile(99), 1_000);
      report.atMost("liveMissed", probed.missed(), 0);
    }
    stored.awaitLast(set, set.size()); // its first readings: the queue has moved on
  }

  /** One-second readings of one server over days; then bytes on disk, and a chart of a year. */
  void storage(int days) throws IOException, InterruptedException, JMException {
    long total = days * 86_400L;
    String server = fleet.serverIds().getLast();
    SeriesSet set =
        new SeriesSet(
            List.of(new SeriesSet.Series(server, "power")),
            millisBefore(Duration.ofDays(days)),
            1000);
    Load.Result result =
        new Load(target(), new JsonBodies(set, 2_000), Math.min(4, options.connections()))
            .run(total);
    stored.awaitLast(set, result.readings());
    readings += result.readings();
    report.figure("yearDaysLoaded", days);
    local.awaitClosed();
    report.atMost("bytesPerReading", (settledBytes() - emptyBytes) / (double) readings, 2.0);
    report.atMost("seriesYearMillis", seriesYearMillis(server), 300);
  }

  /** On Cassandra's disk, flushed and compacted. */
  private long settledBytes() throws IOException, JMException {
    try (NodeFigures node = new NodeFigures(dataDirectory.resolve("cassandra"))) {
      node.flush(KEYSPACE);
      node.compact(KEYSPACE);
      return node.diskBytes(KEYSPACE);
    }
  }

  private double seriesYearMillis(String server) throws IOException, InterruptedException {
    String path =
        "/api/v1/history/servers/%s/series?metric=power&points=%d&from=%s&to=%s"
            .formatted(server, POINTS, hour.minus(Duration.ofDays(365)), hour);
    double[] millis = new double[REPEATS];
    for (int i = 0; i < REPEATS; i++) {
      long from = System.nanoTime();
      int points = platform.get(path).path("points").size();
      millis[i] = (System.nanoTime() - from) / 1e6;
      if (points == 0 || points > POINTS) {
        throw new IllegalStateException("a year has " + points + " points");
      }
    }
    Arrays.sort(millis);
    return millis[REPEATS / 2];
  }

  void memory() throws IOException {
    Map<String, Double> resident = local.residentMegabytes();
    report.figures("residentMegabytesOf", resident);
    report.atMost(
        "residentMegabytesOfServices",
        resident.entrySet().stream()
            .filter(entry -> entry.getKey().matches(".*-service|server-registry|sensor-emulators"))
            .mapToDouble(Map.Entry::getValue)
            .average()
            .orElseThrow(),
        250);
    report.atMost(
        "residentMegabytes",
        resident.values().stream().mapToDouble(Double::doubleValue).sum(),
        4_000);
  }

  private Target target() {
    return Target.ingestion(local.address("ingestion-service"), fleet.key());
  }

  private long millisBefore(Duration age) {
    return hour.minus(age).toEpochMilli();
  }
}
