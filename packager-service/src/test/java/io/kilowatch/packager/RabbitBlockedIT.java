package io.kilowatch.packager;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.local.Broker;
import io.kilowatch.local.RabbitNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The packager while RabbitMQ blocks whoever publishes, but still delivers. */
class RabbitBlockedIT extends PackagerFixture {

  private static final Instant HOUR =
      Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(5));

  private RabbitNode broker;

  @Override
  protected Broker broker() {
    if (broker == null) {
      try {
        broker = RabbitNode.start(Files.createTempDirectory("packager-blocked"));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
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
    broker.control("set_vm_memory_high_watermark", "absolute", "1MB");
    try {
      packager = start().awaitReady();
      eventually(() -> assertThat(stored(server, HOUR).size()).isEqualTo(300));
      eventually(() ->
          assertThat(packager.counted("kilowatch.packager.dead.letters.kept")).isEqualTo(300));
      assertThat(packager.as("ADMIN", "GET", "/api/v1/dead-letters?limit=1").body())
          .contains(server, "power is not from 0 to 10000000", "key-1");
    } finally {
      broker.control("set_vm_memory_high_watermark", "absolute", "768MB");
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
}
