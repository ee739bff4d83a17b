package io.kilowatch.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Request targets of emoncms clients hold their ingest key, so no log may tell of them. */
@ExtendWith(OutputCaptureExtension.class)
class LoggedTargetsTests {

  private static final String NO_BROKER = "amqp://guest:guest@127.0.0.1:1/";
  private static final String KEY = "kw_never_to_be_logged";

  @TempDir private static Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/input/post?node=a&csv=1&apikey=" + KEY,
        "/input/post?node=a&csv=1&apikey=" + KEY + "\u0001",
        "/input/post%zz?apikey=" + KEY,
        "/input/../../post;x?apikey=" + KEY,
        "//[::1/input?apikey=" + KEY
      })
  void target_withAKey_isNotLogged(String target, CapturedOutput log) throws Exception {
    try (RegistryFixture registry = new RegistryFixture(directory);
        IngestionUnderTest ingestion = new IngestionUnderTest(NO_BROKER, registry)) {
      assertThat(ingestion.firstLineAfter("GET %s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(target)))
          .startsWith("HTTP/1.1 ");
    }

    assertThat(log.getAll()).contains("Started").doesNotContain(KEY);
  }
}
