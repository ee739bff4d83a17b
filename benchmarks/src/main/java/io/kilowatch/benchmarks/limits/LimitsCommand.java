package io.kilowatch.benchmarks.limits;

import io.kilowatch.local.Broker;
import io.kilowatch.local.EmbeddedBroker;
import io.kilowatch.local.RabbitNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the limits. */
@Command(
    name = "limits",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Measures the store and the brokers alone, each as the pipeline uses it.")
public final class LimitsCommand implements Callable<Integer> {

  /** What 12 readings of a message take. */
  private static final int SMALL_BYTES = 200;

  /** What 5,000 take. */
  private static final int LARGE_BYTES = 50_000;

  @Option(names = "--dir", required = true, description = "a new directory for their data")
  private Path directory = Path.of("");

  @Option(names = "--seconds", description = "how long each is measured")
  private int seconds = 15;

  @Option(names = "--warm-up-seconds", description = "how long each is used before")
  private int warmUpSeconds = 20;

  @Override
  public Integer call() throws Exception {
    try (StoreLimit store = new StoreLimit(directory.resolve("cassandra"))) {
      System.out.println("to warm up:");
      store.measure("warm-many", 200, 600, Duration.ofSeconds(warmUpSeconds), System.out);
      store.measure("warm-few", 1_000, 1, Duration.ofSeconds(warmUpSeconds), System.out);
      System.out.println("measured:");
      store.measure("bulk", 200, 600, Duration.ofSeconds(seconds), System.out);
      store.measure("single", 32, 90, Duration.ofSeconds(seconds), System.out);
      store.measure("alone", 1_000, 1, Duration.ofSeconds(seconds), System.out);
      store.measure("fleet", 20_000, 30, Duration.ofSeconds(seconds), System.out);
    }
    try (Broker embedded = EmbeddedBroker.start(directory.resolve("embedded"))) {
      measure("embedded", embedded);
    }
    try (Broker rabbit = RabbitNode.start(directory.resolve("rabbitmq"))) {
      measure("rabbitmq", rabbit);
    }
    return 0;
  }

  private void measure(String name, Broker broker) throws Exception {
    BrokerLimit limit = new BrokerLimit(name, broker);
    System.out.println("to warm up:");
    limit.measure(SMALL_BYTES, 64, Duration.ofSeconds(warmUpSeconds), System.out);
    System.out.println("measured:");
    limit.measure(SMALL_BYTES, 1, Duration.ofSeconds(seconds), System.out);
    limit.measure(SMALL_BYTES, 8, Duration.ofSeconds(seconds), System.out);
    limit.measure(SMALL_BYTES, 64, Duration.ofSeconds(seconds), System.out);
    limit.measure(LARGE_BYTES, 8, Duration.ofSeconds(seconds), System.out);
  }
}
