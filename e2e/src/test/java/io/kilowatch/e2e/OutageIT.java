package io.kilowatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.e2e.NumberedStream.Shape;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Broker or store out of reach under load, and back after a while. */
@ExtendWith(SharedPlatform.class)
class OutageIT {

  private static final Duration BROKER_AWAY = Faults.seconds(12, 120);
  private static final Duration STORE_STALLED = Faults.seconds(10, 60);

  private static final Duration BEFORE = Duration.ofSeconds(3);

  /** As ingestion is configured, and what a busy machine may add. */
  private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration BUSY = Duration.ofSeconds(5);

  /** Of bodies and batches at most 64 MB wait; the rest is for the collector to take its time. */
  private static final long MOST_GROWTH_MEGABYTES = 150;

  private static final Shape MANY_CLIENTS = Shape.PLAIN.connections(32);

  /**
   * Stopped with SIGSTOP a broker keeps its connections and says nothing; ended it refuses them.
   */
  @ParameterizedTest
  @ValueSource(strings = {"paused", "ended"})
  void brokerAway_underLoad_isToldAndOvercome(String how, RunningPlatform platform)
      throws Exception {
    NumberedStream stream =
        new NumberedStream(platform, platform.ingestion(), "broker-" + how, MANY_CLIENTS);
    LinuxProcess ingestion = platform.process("ingestion-service");
    long[] megabytes = new long[2];
    stream.during(
        readingsIn(BEFORE),
        readingsIn(BEFORE.multipliedBy(2).plus(BROKER_AWAY)),
        () -> {
          megabytes[0] = ingestion.residentMegabytes();
          Fault outage = () -> megabytes[1] = ingestion.peakMegabytes(BROKER_AWAY, () -> false);
          if (how.equals("paused")) {
            whilePaused(platform.process("broker"), outage);
          } else {
            whileEnded(platform, outage);
          }
        });

    stream.assertStoredOnce("broker " + how + " for " + BROKER_AWAY.toSeconds() + " s");
    System.out.printf(
        "ingestion-service: %d MB before, at most %d MB meanwhile; slowest refusal after %d ms%n",
        megabytes[0], megabytes[1], stream.refusals().longest().toMillis());
    assertThat(stream.refusals().refused()).as("refused with 503").isPositive();
    assertThat(stream.refusals().broken()).as("connections that broke").isZero();
    assertThat(stream.refusals().longest()).isLessThan(CONFIRM_TIMEOUT.plus(BUSY));
    assertThat(megabytes[1] - megabytes[0]).isLessThan(MOST_GROWTH_MEGABYTES);
    assertThat(platform.process("ingestion-service")).as("not restarted").isEqualTo(ingestion);
  }

  @Test
  void storeStalled_underLoad_isNotNoticedByClients(RunningPlatform platform) throws Exception {
    NumberedStream stream =
        new NumberedStream(platform, platform.ingestion(), "store-stalled", Shape.PLAIN);
    Set<String> deadLetters = platform.deadLetterIds();
    LinuxProcess packager = platform.process("packager-service");
    long[] taken = new long[2];
    stream.during(
        readingsIn(BEFORE),
        readingsIn(BEFORE.multipliedBy(2).plus(STORE_STALLED)),
        () ->
            whilePaused(
                platform.process("cassandra"),
                () -> {
                  taken[0] = stream.begun();
                  Thread.sleep(STORE_STALLED);
                  taken[1] = stream.begun();
                }));

    stream.assertStoredOnce("store stalled for " + STORE_STALLED.toSeconds() + " s");
    System.out.printf("taken meanwhile: %d readings%n", taken[1] - taken[0]);
    assertThat(taken[1] - taken[0])
        .as("readings taken while the store was stalled")
        .isGreaterThan(readingsIn(STORE_STALLED) / 2);
    assertThat(stream.refusals().refused()).isZero();
    assertThat(platform.deadLetterIds()).isEqualTo(deadLetters);
    assertThat(platform.process("packager-service")).as("not restarted").isEqualTo(packager);
  }

  private static long readingsIn(Duration time) {
    return (long) (time.toSeconds() * Shape.PLAIN.perSecond());
  }

  private static void whilePaused(LinuxProcess process, Fault work) throws Exception {
    process.pause();
    try {
      work.strike();
    } finally {
      process.resume();
    }
  }

  private static void whileEnded(RunningPlatform platform, Fault work) throws Exception {
    LinuxProcess broker = platform.process("broker");
    platform.unattended(() -> {
      broker.terminate();
      while (listens(platform)) {
        Thread.sleep(50);
      }
      work.strike();
    });
    platform.awaitReplaced("broker", broker);
  }

  private static boolean listens(RunningPlatform platform) {
    try (Socket socket = new Socket()) {
      socket.connect(platform.brokerAddress(), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
