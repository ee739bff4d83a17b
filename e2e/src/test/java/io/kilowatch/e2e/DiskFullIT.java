package io.kilowatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kilowatch.e2e.NumberedStream.Shape;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The store's volume is full for a while; what is acknowledged meanwhile waits in the broker. */
class DiskFullIT {

  private static final int VOLUME_MEGABYTES = 400;
  private static final Duration FULL_FOR = Faults.seconds(12, 45);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Shape SHAPE = Shape.PLAIN.perSecond(4_000);
  private static final long SOME = (long) (3 * SHAPE.perSecond());

  @Test
  void storeVolumeFull_underLoad_losesNothing() throws Exception {
    assumeThat(SmallVolume.canBeMounted()).as("a volume can be mounted here").isTrue();
    Path store = RunningPlatform.directory("disk-full").resolve("cassandra");
    SmallVolume.release(store);
    Path data = RunningPlatform.emptied("disk-full");
    try (SmallVolume volume = SmallVolume.mount(store, VOLUME_MEGABYTES);
        RunningPlatform platform = RunningPlatform.up(data)) {
      NumberedStream stream =
          new NumberedStream(platform, platform.ingestion(), "disk-full", SHAPE);
      long[] taken = new long[2];
      stream.during(
          SOME,
          SOME,
          () -> {
            taken[0] = stream.begun();
            long end = System.nanoTime() + FULL_FOR.toNanos();
            while (System.nanoTime() < end) {
              volume.fill();
              Api.pause(PAUSE);
            }
            taken[1] = stream.begun();
            volume.free();
          });
      stream.assertStoredOnce("store's disk full for " + FULL_FOR.toSeconds() + " s");
      System.out.printf("taken meanwhile: %d readings%n", taken[1] - taken[0]);
      assertThat(platform.deadLetterIds()).isEmpty();
    }
  }
}
