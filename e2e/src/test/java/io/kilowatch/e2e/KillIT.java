package io.kilowatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SIGKILL for one process after the other, each in the middle of a stream of numbered readings that
 * the platform, on a real RabbitMQ, has to store exactly once as far as it has acknowledged them.
 */
@ExtendWith(SharedPlatform.class)
class KillIT {

  private static final long READINGS = Faults.sized(40_000, 200_000);
  private static final NumberedStream.Shape SHAPE =
      NumberedStream.Shape.PLAIN.perSecond(READINGS / 12.0);

  @ParameterizedTest
  @ValueSource(strings = {"packager-service", "ingestion-service", "broker", "cassandra"})
  void kill9_inTheMiddleOfAStream_losesNothing(String process, RunningPlatform platform)
      throws Exception {
    NumberedStream stream =
        new NumberedStream(platform, platform.ingestion(), "kill-" + process, SHAPE);
    LinuxProcess victim = platform.process(process);
    stream.during(READINGS / 3, READINGS, victim::kill);
    platform.awaitReplaced(process, victim);
    assertThat(stream.result().readings()).isGreaterThanOrEqualTo(READINGS);
    stream.assertStoredOnce("killed " + process);
  }
}
