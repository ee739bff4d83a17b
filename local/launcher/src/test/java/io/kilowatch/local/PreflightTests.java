package io.kilowatch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTests {
  @TempDir Path directory;

  @Test
  void check_withPortInUse_namesThePortAndWhoHasIt() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(check("PORT", Integer.toString(taken.getLocalPort())).problems())
          .anySatisfy(problem ->
              assertThat(problem)
                  .contains("Port " + taken.getLocalPort() + " is in use by java")
                  .contains("pid " + ProcessHandle.current().pid()));
    }
  }

  @Test
  void check_withoutBuild_namesWhatIsMissingAndTheCommand() {
    assertThat(check("PORT", Integer.toString(Ports.free())).problems())
        .singleElement()
        .asString()
        .contains("server-registry-0.1.0-SNAPSHOT-exec.jar", "local/cassandra/target/lib")
        .contains("run 'make build'");
  }

  @Test
  void check_withExternalCassandra_doesNotAskForItsJars() {
    Preflight preflight =
        Preflight.check(
            PlatformOptions.from(
                Map.of(
                    "DATA_DIR", directory.resolve("data").toString(),
                    "PORT", Integer.toString(Ports.free()),
                    "KILOWATCH_CASSANDRA_CONTACT_POINTS", "db:9042")),
            new Installation(directory));
    assertThat(preflight.problems()).singleElement().asString().doesNotContain("local/cassandra");
  }

  @Test
  void options_withBadValues_areRefusedByName() {
    assertThatThrownBy(() -> PlatformOptions.from(Map.of("PORT", "eighty")))
        .hasMessageContaining("PORT must be a number");
    assertThatThrownBy(() -> PlatformOptions.from(Map.of("BROKER", "kafka")))
        .hasMessageContaining("BROKER must be embedded or rabbitmq");
  }

  @Test
  void lock_whileHeld_isNotGivenTwice() {
    try (PlatformLock held = PlatformLock.take(directory).orElseThrow()) {
      assertThat(PlatformLock.take(directory)).isEmpty();
      assertThat(held).isNotNull();
    }
    try (PlatformLock again = PlatformLock.take(directory).orElseThrow()) {
      assertThat(again).isNotNull();
    }
  }

  private Preflight check(String variable, String value) {
    return Preflight.check(
        PlatformOptions.from(
            Map.of("DATA_DIR", directory.resolve("data").toString(), variable, value)),
        new Installation(directory));
  }
}
