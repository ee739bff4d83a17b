package io.kilowatch.packager;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.local.Broker;
import io.kilowatch.local.RabbitNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The packager while RabbitMQ blocks whoever publishes, but still delivers. */
class RabbitBlockedIT extends PackagerFixture {

  private static final Instant HOUR =
      Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(5));

  private Path node;
  private RabbitNode broker;

  @Override
  protected Broker broker() {
    if (broker == null) {
      try {
        node = Files.createTempDirectory("packager-blocked");
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      broker = RabbitNode.start(node);
    }
    return broker;
  }

  @AfterAll
  void stopBroker() {
    broker.close();
  }

  /** The bad ones are more than fits into the buffers of a connection that nobody reads. */
  @Test
  void brokerBlocksPublishers_backlogIsStoredAndDeadLettersAreKept() throws Exception {
    String server = newServer();
    packager.close();
    double[] bad = new double[2_000];
    Arrays.fill(bad, -1);
    for (int i = 0; i < 300; i++) {
      outside.publish(run(server, HOUR.plusMillis(i), i), bad(server, i, bad));
    }
    rabbitmqctl("set_vm_memory_high_watermark", "absolute", "1MB");
    try {
      packager = start().awaitReady();
      eventually(() -> assertThat(stored(server, HOUR).size()).isEqualTo(300));
      eventually(() ->
          assertThat(packager.counted("kilowatch.packager.dead.letters.kept")).isEqualTo(300));
      assertThat(packager.as("ADMIN", "GET", "/api/v1/dead-letters?limit=1").body())
          .contains(server, "power is not from 0 to 10000000", "key-1");
    } finally {
      rabbitmqctl("set_vm_memory_high_watermark", "absolute", "768MB");
    }
    assertAllAcknowledged();
  }

  private static ReadingRun bad(String server, int number, double[] values) {
    long[] timestamps = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      // So uneven that they take their room in the message.
      timestamps[i] = HOUR.toEpochMilli() + (i * 7_919_317L + number * 104_729L) % 3_600_000;
    }
    return new ReadingRun(
        server, "power", "key-1", Origin.EMULATED, HOUR.getEpochSecond(), timestamps, values);
  }

  private void rabbitmqctl(String... arguments) throws IOException, InterruptedException {
    Properties ports = new Properties();
    try (InputStream in = Files.newInputStream(node.resolve("ports.properties"))) {
      ports.load(in);
    }
    ProcessBuilder command = new ProcessBuilder("/usr/lib/rabbitmq/bin/rabbitmqctl");
    command.command().addAll(List.of("-n", "kilowatch@localhost"));
    command.command().addAll(List.of(arguments));
    command.environment().put("HOME", node.resolve("home").toString());
    command.environment().put("ERL_EPMD_PORT", ports.getProperty("epmd"));
    command
        .environment()
        .put("RABBITMQ_CONF_ENV_FILE", node.resolve("rabbitmq-env.conf").toString());
    Path output = node.resolve("rabbitmqctl.log");
    Process process = command.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
  }
}
