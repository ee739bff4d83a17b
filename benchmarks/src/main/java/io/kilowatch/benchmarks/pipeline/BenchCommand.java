package io.kilowatch.benchmarks.pipeline;

import io.kilowatch.benchmarks.client.PlatformClient;
import io.kilowatch.benchmarks.load.LoadOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the measurements on a running platform. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Sends load to a platform on this machine, reads everything back, and measures.")
public final class BenchCommand implements Callable<Integer> {

  @Mixin private PlatformOptions where = new PlatformOptions();

  @Mixin private LoadOptions load = new LoadOptions();

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
    Report report = new Report(System.out);
    report.note("note", note);
    if (upSeconds > 0) {
      report.atMost("upSeconds", upSeconds, 60);
    }
    try (PlatformClient platform = where.signIn()) {
      PipelineBench bench =
          new PipelineBench(where.dataDirectory(), where.url(), platform, load, report);
      bench.begin();
      bench.bulk();
      if (until.compareTo(Stage.SINGLE) >= 0) {
        bench.single();
      }
      if (until.compareTo(Stage.HTTP_ALONE) >= 0) {
        bench.httpAlone();
      }
      if (until.compareTo(Stage.LATENCY) >= 0) {
        bench.latency(Duration.ofSeconds(latencySeconds));
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
    HTTP_ALONE,
    LATENCY,
    STORAGE
  }
}
