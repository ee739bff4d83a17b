package io.kilowatch.emulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmulatorPropertiesTests {

  @Test
  void ingestKey_ofTheEmulators_isTaken() {
    assertThat(withKey("kw_Az09_-").ingestKey()).isEqualTo("kw_Az09_-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "kw_", "secret", "kw_test\n", " kw_test"})
  void ingestKey_thatCanBeNone_isRefusedByName(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> withKey(key))
        .withMessageContaining("KILOWATCH_EMULATOR_INGEST_KEY");
  }

  private static EmulatorProperties withKey(String key) {
    URI anywhere = URI.create("http://127.0.0.1");
    return new EmulatorProperties(anywhere, anywhere, key, "", "", Duration.ofSeconds(1), 1000);
  }
}
