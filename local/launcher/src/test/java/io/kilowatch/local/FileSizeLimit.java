package io.kilowatch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;

/** What a full disk does to a process: none of its writes to files succeeds any more. */
final class FileSizeLimit {
  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

  private FileSizeLimit() {}

  static void exhaust(LocalServer server) throws Exception {
    assumeThat(PRLIMIT).as("util-linux is installed").exists();
    String pid = Long.toString(server.process().pid());
    Process limit =
        new ProcessBuilder(PRLIMIT.toString(), "--pid", pid, "--fsize=0").inheritIO().start();
    assertThat(limit.waitFor()).isZero();
  }
}
