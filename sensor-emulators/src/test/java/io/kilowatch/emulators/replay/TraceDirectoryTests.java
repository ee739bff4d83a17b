package io.kilowatch.emulators.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceDirectoryTests {

  private static final String TRACE = "offset_seconds,vm1,vm2\n0,0.1,0.2\n300,0.3,0.4\n";

  @TempDir Path home;
  private Path allowed;
  private TraceDirectory traces;

  @BeforeEach
  void allowOneDirectory() throws IOException {
    allowed = Files.createDirectory(home.resolve("traces"));
    traces = new TraceDirectory(allowed);
  }

  @Test
  void read_fileOfTheDirectory_hasItsRows() throws IOException {
    Files.writeString(allowed.resolve("week.csv"), TRACE);

    Trace trace = traces.read("week.csv");

    assertThat(trace.size()).isEqualTo(2);
    assertThat(trace.length()).isEqualTo(Duration.ofSeconds(600));
    assertThat(trace.start()).isNull();
    assertThat(trace.load(1, 0)).isEqualTo(0.3);
    assertThat(trace.load(1, 3)).as("columns go round").isEqualTo(0.4);
    assertThat(trace.rowsUpTo(Duration.ofMillis(299_999))).isEqualTo(1);
    assertThat(trace.rowsUpTo(Duration.ofSeconds(300))).isEqualTo(2);
  }

  @Test
  void read_fileWithTimestamps_knowsItsStart() throws IOException {
    Files.writeString(
        allowed.resolve("t.csv"),
        "timestamp_utc,a\n2022-10-03T00:00:00Z,0.5\n2022-10-03T00:05:00Z,0.5\n");

    assertThat(traces.read("t.csv").start()).isEqualTo(Instant.parse("2022-10-03T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.csv",
        "/etc/passwd",
        "..",
        ".",
        ".hidden",
        "a/b.csv",
        "a\\b.csv",
        "missing.csv",
        "sub",
        "link.csv",
        "a\u0000.csv",
        "",
        "%2e%2e"
      })
  void read_anythingElse_isRefused(String name) throws IOException {
    Files.writeString(home.resolve("secret.csv"), TRACE);
    Files.createDirectory(allowed.resolve("sub"));
    Files.createSymbolicLink(allowed.resolve("link.csv"), home.resolve("secret.csv"));

    assertThatIllegalArgumentException().isThrownBy(() -> traces.read(name));
  }

  @Test
  void read_noDirectoryConfigured_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TraceDirectory(null).read("week.csv"))
        .withMessageContaining("no trace directory");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time,a                                | line 1",
        "offset_seconds                        | line 1",
        "offset_seconds,a\\n0,0.1              | two rows",
        "offset_seconds,a\\n0,0.1\\n0,0.2      | line 3",
        "offset_seconds,a\\n0,1.1\\n300,0.2    | line 2",
        "offset_seconds,a\\n0,NaN\\n300,0.2    | line 2",
        "offset_seconds,a\\n0,x\\n300,0.2      | line 2",
        "offset_seconds,a\\n0,0.1,0.2\\n300,0.2| line 2",
        "timestamp_utc,a\\n0,0.1\\n300,0.2     | line 2",
        "offset_seconds,a\\n9223372036854775807,0.1\\n300,0.2 | line 2",
      })
  void read_brokenTrace_namesTheLine(String content, String expected) throws IOException {
    Files.writeString(allowed.resolve("bad.csv"), content.replace("\\n", "\n"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> traces.read("bad.csv"))
        .withMessageContaining(expected);
  }
}
