package io.kilowatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UpCommandTests {
  @Test
  void endAtOnce_whereOneDoesNotDie_endsAllTheSame() throws Exception {
    Process platform =
        new ProcessBuilder(
                Jdk.running().java(),
                "-cp",
                System.getProperty("java.class.path"),
                Ended.class.getName())
            .inheritIO()
            .start();
    try {
      assertThat(platform.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(platform.exitValue()).isEqualTo(137);
    } finally {
      platform.destroyForcibly();
    }
  }

  /** A JVM that ends at once, with a unit that can't be killed. */
  static final class Ended {
    public static void main(String[] args) {
      UpCommand.endAtOnce(
          List.of(
              new FakeUnit("broker", List.of(), () -> {}) {
                @Override
                public void kill() {
                  throw new LocalServerException("broker (pid 1) does not die");
                }
              }));
    }
  }
}
