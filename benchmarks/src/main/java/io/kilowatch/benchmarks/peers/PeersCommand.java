package io.kilowatch.benchmarks.peers;

import io.kilowatch.benchmarks.load.Bodies;
import io.kilowatch.benchmarks.load.Load;
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

  @Option(names = "--connections", description = "connections kept open at once")
  private int connections = 32;

  @Option(names = "--bulk-seconds", description = "how long bulk readings are sent")
  private int bulkSeconds = 60;

  @Option(names = "--batch", description = "readings in a body of bulk readings")
  private int batch = 500;

  @Option(names = "--series", description = "series of the bulk readings")
  private int series = 200;

  @Option(names = "--single-seconds", description = "how long single readings are sent")
  private int singleSeconds = 30;

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
    SeriesSet many = set(series, hour.minus(Duration.ofDays(3)), 1_000);
    Load.Result bulk = run(peer, new LineBodies(many, batch), bulkSeconds);
    print(peer, "bulk", bulk, report);
    SeriesSet few = set(connections, hour.minus(Duration.ofHours(8)), 100);
    Load.Result single = run(peer, new LineBodies(few, 1), singleSeconds);
    print(peer, "single", single, report);
    long sent = bulk.readings() + single.readings();
    System.out.printf(
        Locale.ROOT, "%-18s found %,d of %,d readings%n", peer.name(), peer.count(), sent);
  }

  private Load.Result run(Peer peer, Bodies bodies, int seconds) throws InterruptedException {
    return new Load(peer.target(), bodies, connections).run(Duration.ofSeconds(seconds));
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

  /** Single and bulk readings have servers of their own, so that none overwrites another. */
  private static SeriesSet set(int size, Instant first, long stepMillis) {
    return new SeriesSet(
        IntStream.range(0, size)
            .mapToObj(i ->
                new SeriesSet.Series(
                    "server-" + stepMillis + "-" + i / 2, i % 2 == 0 ? "power" : "co2"))
            .toList(),
        first.toEpochMilli(),
        stepMillis);
  }
}
