package io.kilowatch.benchmarks.peers;

import io.kilowatch.benchmarks.load.Bodies;
import io.kilowatch.benchmarks.load.Load;
import io.kilowatch.benchmarks.load.LoadOptions;
import io.kilowatch.benchmarks.load.SeriesSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line of the comparison. */
@Command(
    name = "peers",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Sends the load of `bench` to InfluxDB and VictoriaMetrics, and compares.")
public final class PeersCommand implements Callable<Integer> {

  @Option(names = "--dir", required = true, description = "a new directory for their data")
  private Path directory = Path.of("");

  @Option(names = "--ours", description = "report of `bench` in the same run")
  private Path ours = Path.of("benchmarks/results/latest.json");

  @Mixin private LoadOptions load = new LoadOptions();

  @Override
  public Integer call() throws Exception {
    JsonNode report = JsonMapper.builder().build().readTree(Files.readString(ours));
    try (Peer influx = Peer.influx(directory.resolve("influxdb"))) {
      compare(influx, report);
    }
    try (Peer victoria = Peer.victoriaMetrics(directory.resolve("victoria-metrics"))) {
      compare(victoria, report);
    }
    return 0;
  }

  private void compare(Peer peer, JsonNode report) throws IOException, InterruptedException {
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    // At more than two million a second these come to ten days.
    SeriesSet many = set("bulk", load.series(), hour.minus(Duration.ofDays(30)), 1_000);
    SeriesSet few = set("single", load.connections(), hour.minus(Duration.ofHours(8)), 100);
    SeriesSet warmUpMany = set("warm-bulk", load.series(), hour.minus(Duration.ofDays(30)), 1_000);
    SeriesSet warmUpFew =
        set("warm-single", load.connections(), hour.minus(Duration.ofHours(8)), 100);
    long sent = run(peer, new LineBodies(warmUpMany, load.batch()), load.warmUp()).readings();
    Load.Result bulk = run(peer, new LineBodies(many, load.batch()), load.bulk());
    print(peer, "bulk", bulk, report);
    sent += run(peer, new LineBodies(warmUpFew, 1), load.warmUp()).readings();
    Load.Result single = run(peer, new LineBodies(few, 1), load.single());
    print(peer, "single", single, report);
    sent += bulk.readings() + single.readings();
    System.out.printf(
        Locale.ROOT, "%-18s found %,d of %,d readings%n", peer.name(), peer.count(), sent);
  }

  private Load.Result run(Peer peer, Bodies bodies, Duration duration) throws InterruptedException {
    return new Load(peer.target(), bodies, load.connections()).run(duration);
  }

  private static void print(Peer peer, String kind, Load.Result result, JsonNode report) {
    System.out.printf(
        Locale.ROOT,
        "%-18s %-7s %,12.0f/s   ours / its %.3f%n",
        peer.name(),
        kind,
        result.readingsPerSecond(),
        report.path(kind + "ReadingsPerSecond").asDouble() / result.readingsPerSecond());
  }

  /** Each kind has servers of its own, so that no reading overwrites another. */
  private static SeriesSet set(String kind, int size, Instant first, long stepMillis) {
    return new SeriesSet(
        IntStream.range(0, size)
            .mapToObj(i -> new SeriesSet.Series(kind + "-" + i / 2, i % 2 == 0 ? "power" : "co2"))
            .toList(),
        first.toEpochMilli(),
        stepMillis);
  }
}
