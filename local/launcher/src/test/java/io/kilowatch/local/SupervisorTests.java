package io.kilowatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTests {
  @TempDir Path directory;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void start_whileOneDoesNotComeBack_startsTheOthersAgain() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    Unit hanging = new FakeUnit("cassandra", List.of(), () -> failAfter(ended));
    Unit other = new FakeUnit("edge", List.of(), () -> {});
    Supervisor supervisor =
        new Supervisor(
            List.of(hanging, other),
            new Progress(new PrintStream(printed, true, StandardCharsets.UTF_8)),
            PlatformState.fresh(directory));
    try {
      supervisor.start();

      Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
      while (!printed.toString(StandardCharsets.UTF_8).contains("ready again")) {
        assertThat(Instant.now()).isBefore(deadline);
        Thread.sleep(20);
      }
      assertThat(other.isAlive()).isTrue();
    } finally {
      supervisor.stop();
      ended.countDown();
    }
  }

  private static void failAfter(CountDownLatch ended) {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new LocalServerException("cassandra was not ready");
  }
}
