package io.kilowatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.benchmarks.load.SeriesSet;
import io.kilowatch.benchmarks.pipeline.Fleet;
import io.kilowatch.benchmarks.pipeline.StoredReadings.Found;
import io.kilowatch.e2e.NumberedStream.Shape;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A crowd that sends a byte a second, and sensors that send as they should beside it. */
@ExtendWith(SharedPlatform.class)
class SlowClientsIT {

  private static final int CLIENTS = Faults.sized(201, 1_002);
  private static final Duration TIME = Faults.seconds(12, 60);
  private static final Shape SHAPE = Shape.PLAIN.perSecond(1_000);

  /** Not a matter of speed: a service whose threads are all taken answers nobody for longer. */
  private static final Duration SLOWEST_ANSWER = Duration.ofSeconds(5);

  /**
   * What may be in flight, and 40 KB for each connection: the README of ingestion promises both.
   */
  private static final long MOST_GROWTH_MEGABYTES = 32 + CLIENTS * 40L / 1_024;

  private static final Duration UNTIL_CLOSED = Duration.ofMinutes(1);
  private static final int OTHER_FILES = 20;

  @Test
  void byteASecond_fromManyClients_keepsNobodyElseWaiting(RunningPlatform platform)
      throws Exception {
    LinuxProcess ingestion = platform.process("ingestion-service");
    Fleet fleet = platform.fleet("slow-clients", 1);
    SeriesSet slow =
        new SeriesSet(
            List.of(new SeriesSet.Series(fleet.serverIds().getFirst(), "power")),
            Instant.now().minus(Duration.ofDays(2)).toEpochMilli(),
            1_000);
    NumberedStream good =
        new NumberedStream(platform, platform.ingestion(), "beside-slow-clients", SHAPE);
    int files = ingestion.openFiles();
    long[] megabytes = new long[2];
    long[] came = new long[3];
    good.during(
        (long) SHAPE.perSecond(),
        (long) SHAPE.perSecond(),
        () -> {
          megabytes[0] = ingestion.residentMegabytes();
          try (SlowClients clients =
              new SlowClients(platform.ingestion(), fleet.key(), slow, CLIENTS)) {
            megabytes[1] = ingestion.peakMegabytes(TIME, () -> false);
            clients.stop();
            came[0] = clients.acknowledged();
            came[1] = clients.cut();
            came[2] = clients.refused();
            assertThat(came[0]).as("slow, but at the end").isEqualTo(clients.finishing());
          }
        });

    good.assertStoredOnce("beside " + CLIENTS + " slow clients");
    Duration slowest = Duration.ofNanos(good.result().micros().getMaxValue() * 1_000);
    System.out.printf(
        "slow clients: %d sent, %d acknowledged, %d cut; ingestion-service: %d MB before, at most"
            + " %d MB meanwhile; slowest answer beside them after %d ms%n",
        CLIENTS, came[0], came[1], megabytes[0], megabytes[1], slowest.toMillis());
    assertThat(came[2]).as("slow clients that were refused").isZero();
    assertThat(good.refusals().refused() + good.refusals().broken()).isZero();
    assertThat(slowest).isLessThan(SLOWEST_ANSWER);
    assertThat(megabytes[1] - megabytes[0]).isLessThan(MOST_GROWTH_MEGABYTES);
    platform.stored().awaitLast(slow, came[0]);
    assertThat(platform.stored().find(slow, came[0])).isEqualTo(new Found(came[0], 0, 0, 0));
    assertNothingStays(ingestion, files);
  }

  private static void assertNothingStays(LinuxProcess ingestion, int filesBefore) {
    long end = System.nanoTime() + UNTIL_CLOSED.toNanos();
    while (ingestion.openFiles() > filesBefore + OTHER_FILES && System.nanoTime() < end) {
      Api.pause(Duration.ofMillis(250));
    }
    assertThat(ingestion.openFiles())
        .as("open files, once the clients are gone")
        .isLessThanOrEqualTo(filesBefore + OTHER_FILES);
  }
}
