package io.kilowatch.benchmarks.load;

import java.time.Duration;
import picocli.CommandLine.Option;

/** The load that every store under measurement gets. */
public final class LoadOptions {

  @Option(names = "--connections", description = "connections kept open at once")
  private int connections = 32;

  @Option(
      names = "--warm-up-seconds",
      description = "how long bulk, then single readings are sent before; 0 for a cold start")
  private int warmUpSeconds = 60;

  @Option(names = "--bulk-seconds", description = "how long bulk readings are sent")
  private int bulkSeconds = 60;

  @Option(names = "--batch", description = "readings in a body of bulk readings")
  private int batch = 500;

  @Option(names = "--series", description = "series of the bulk readings")
  private int series = 200;

  @Option(names = "--single-seconds", description = "how long single readings are sent")
  private int singleSeconds = 30;

  public int connections() {
    return connections;
  }

  public Duration warmUp() {
    return Duration.ofSeconds(warmUpSeconds);
  }

  public Duration bulk() {
    return Duration.ofSeconds(bulkSeconds);
  }

  public int batch() {
    return batch;
  }

  public int series() {
    return series;
  }

  public Duration single() {
    return Duration.ofSeconds(singleSeconds);
  }
}
