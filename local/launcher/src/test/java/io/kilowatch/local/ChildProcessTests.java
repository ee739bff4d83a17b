package io.kilowatch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTests {
  @TempDir Path directory;

  @Test
  void awaitReady_whenItEnds_throwsWithItsLastWords() {
    ChildProcess child = start("sh", "-c", "echo no room; exit 7");
    assertThatThrownBy(() -> child.awaitReady(Duration.ofSeconds(20), () -> false))
        .isInstanceOf(LocalServerException.class)
        .hasMessageContaining("ended with status 7")
        .hasMessageContaining("no room");
  }

  @Test
  void awaitReady_whenTimeRunsOut_killsIt() {
    ChildProcess child = start("sleep", "60");
    assertThatThrownBy(() -> child.awaitReady(Duration.ofMillis(200), () -> false))
        .isInstanceOf(LocalServerException.class);
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void stop_ofOneThatIgnoresSigterm_killsItAfterTheGrace() throws Exception {
    ChildProcess child = start("sh", "-c", "trap '' TERM; echo set; while :; do sleep 0.1; done");
    child.awaitReady(Duration.ofSeconds(30), () -> child.tail().contains("set"));
    child.stop(Duration.ofMillis(300));
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void killOfParent_endsItsChildren() throws Exception {
    Path pid = directory.resolve("child.pid");
    Process parent =
        new ProcessBuilder(
                Jdk.running().java(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                pid.toString())
            .inheritIO()
            .start();
    while (!Files.exists(pid) || Files.readString(pid).isEmpty()) {
      assertThat(parent.isAlive()).isTrue();
      Thread.sleep(20);
    }
    ProcessHandle child = ProcessHandle.of(Long.parseLong(Files.readString(pid))).orElseThrow();

    parent.destroyForcibly().waitFor();

    assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(30));
  }

  @Test
  void start_passesNoSecretOfItsCallerOn() throws Exception {
    Path log = directory.resolve("environment.log");
    ProcessBuilder caller =
        new ProcessBuilder(
                Jdk.running().java(),
                "-cp",
                System.getProperty("java.class.path"),
                Caller.class.getName(),
                log.toString())
            .inheritIO();
    caller.environment().put("KILOWATCH_ADMIN_PASSWORD", "callers");
    caller.environment().put("KILOWATCH_MONGODB_URI", "callers");
    caller.environment().put("KILOWATCH_RABBITMQ_URI", "callers");
    caller.environment().put("KILOWATCH_EMULATOR_INGEST_KEY", "callers");
    caller.environment().put("KILOWATCH_ELECTRICITY_MAPS_TOKEN", "callers");
    caller.environment().put("OTHER", "inherited");

    assertThat(caller.start().waitFor()).isZero();

    assertThat(Files.readAllLines(log))
        .contains("KILOWATCH_MONGODB_URI=own", "OTHER=inherited")
        .noneMatch(line -> line.endsWith("=callers"));
  }

  private ChildProcess start(String... command) {
    return ChildProcess.start("child", List.of(command), Map.of(), directory.resolve("child.log"));
  }

  /** A JVM with one child that prints its environment. */
  static final class Caller {
    public static void main(String[] args) throws Exception {
      ChildProcess.start(
              "child", List.of("env"), Map.of("KILOWATCH_MONGODB_URI", "own"), Path.of(args[0]))
          .process()
          .waitFor();
    }
  }

  /** A JVM with one child from a thread that has ended since. */
  static final class Parent {
    public static void main(String[] args) throws Exception {
      Path pid = Path.of(args[0]);
      Thread starter =
          new Thread(() -> {
            ChildProcess child =
                ChildProcess.start(
                    "child", List.of("sleep", "120"), Map.of(), Path.of(args[0] + ".log"));
            try {
              Files.writeString(pid, Long.toString(child.pid()));
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          });
      starter.start();
      starter.join();
      Thread.sleep(120_000);
    }
  }
}
