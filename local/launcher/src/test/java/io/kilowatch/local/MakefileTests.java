package io.kilowatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MakefileTests {
  @TempDir Path directory;

  @Test
  void build_thatIsBrokenOff_leavesNoMavenRunning() throws Exception {
    Path pid = directory.resolve("maven.pid");
    Path maven = directory.resolve("mvn");
    Files.writeString(maven, "#!/bin/sh\necho $$ >" + pid + "\nexec sleep 300\n");
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwx------"));
    Process make =
        new ProcessBuilder(
                "make",
                "-f",
                Installation.find().home().resolve("Makefile").toString(),
                "target/built",
                "MVN=" + maven)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("make.log").toFile())
            .start();
    while (!Files.exists(pid) || Files.readString(pid).isEmpty()) {
      assertThat(make.isAlive()).isTrue();
      Thread.sleep(20);
    }
    ProcessHandle running =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();

    make.destroy();

    try {
      assertThat(running.onExit()).succeedsWithin(Duration.ofSeconds(30));
    } finally {
      running.destroyForcibly();
    }
  }
}
