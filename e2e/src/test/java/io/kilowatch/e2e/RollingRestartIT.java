package io.kilowatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.e2e.NumberedStream.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Each service in turn is told to stop and started again, as an update does it, while sensors send
 * and people read through the edge.
 */
@ExtendWith(SharedPlatform.class)
class RollingRestartIT {

  private static final List<String> ON_THE_WAY =
      List.of("ingestion-service", "packager-service", "history-service", "edge");

  private static final List<String> BESIDE_IT = List.of("server-registry", "sensor-emulators");

  private static final Shape SHAPE = Shape.PLAIN.perSecond(Faults.sized(1_000, 4_000));
  private static final long SOME = (long) SHAPE.perSecond();

  @Test
  void eachServiceInTurn_underLoad_needsNoMoreThanARetry(RunningPlatform platform)
      throws Exception {
    List<String> services = new ArrayList<>(ON_THE_WAY);
    if (Faults.FULL) {
      services.addAll(BESIDE_IT);
    }
    NumberedStream stream = new NumberedStream(platform, platform.url(), "rolling", SHAPE);
    Visitor visitor = new Visitor(platform.url(), platform.client().token());
    stream.during(
        SOME,
        SOME,
        () -> {
          try (visitor) {
            visitor.start();
            for (String service : services) {
              LinuxProcess before = platform.process(service);
              before.terminate();
              platform.awaitReplaced(service, before);
              visitor.awaitRound();
            }
          }
        });

    stream.assertStoredOnce("restarted each of " + services);
    System.out.println("visitors: " + visitor);
    assertThat(visitor.unlike()).as("answers that no retry covers").isEmpty();
    assertThat(visitor.answered()).isPositive();
  }
}
