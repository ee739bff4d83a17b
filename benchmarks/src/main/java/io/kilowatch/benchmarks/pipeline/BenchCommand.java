package io.kilowatch.benchmarks.pipeline;

import io.kilowatch.benchmarks.client.PlatformClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the measurements on a running platform. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Sends load to a platform on this machine, reads everything back, and measures.")
public final class BenchCommand implements Callable<Integer> {

  @Option(names = "--data-dir", required = true, description = "the platform's DATA_DIR")
  private Path dataDirectory = Path.of("");

  @Option(names = "--url", description = "where its page is")
  private URI url = URI.create("http://localhost:8080");

  @Option(names = "--email", description = "an administrator")
  private String email = "admin@kilowatch.local";

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

  @Option(names = "--latency-seconds", description = "how long half of the load is sent")
  private int latencySeconds = 20;

  @Option(names = "--year-days", description = "days of one-second readings of one server")
  private int yearDays = 30;

  @Option(names = "--until", description = "last stage: ${COMPLETION-CANDIDATES}")
  private Stage until = Stage.STORAGE;

  @Option(names = "--up-seconds", description = "how long a warm start took, for the report")
  private double upSeconds;

  @Option(names = "--note", description = "kept in the report: the commit, the broker")
  private String note = "";

  @Option(names = "--out", description = "where the report is kept as JSON")
  private Path out = Path.of("benchmarks/results/latest.json");

  @Override
  public Integer call() throws Exception {
    String password = Files.readString(dataDirectory.resolve("secrets/admin-password")).strip();
    Report report = new Report(System.out);
    report.note("note", note);
    if (upSeconds > 0) {
      report.atMost("upSeconds", upSeconds, 60);
    }
    try (PlatformClient platform = new PlatformClient(url, email, password)) {
      PipelineBench bench = new PipelineBench(dataDirectory, url, platform, connections, report);
      bench.begin(series);
      bench.bulk(Duration.ofSeconds(bulkSeconds), batch);
      if (until.compareTo(Stage.SINGLE) >= 0) {
        bench.single(Duration.ofSeconds(singleSeconds));
      }
      if (until.compareTo(Stage.LATENCY) >= 0) {
        bench.latency(Duration.ofSeconds(latencySeconds), batch);
      }
      if (until.compareTo(Stage.STORAGE) >= 0) {
        bench.storage(yearDays);
      }
      bench.memory();
    }
    report.print();
    report.write(out);
    return 0;
  }

  /** Each needs those before it. */
  enum Stage {
    BULK,
    SINGLE,
    LATENCY,
    STORAGE
  }
}
