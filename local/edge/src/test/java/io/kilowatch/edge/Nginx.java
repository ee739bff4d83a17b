package io.kilowatch.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/** Debian's nginx with the configuration of the page's container, on a free port, as nobody. */
final class Nginx implements AutoCloseable {
  private static final Path CONTAINER =
      Path.of(System.getProperty("kilowatch.home"), "docker/frontend");
  private static final Duration UNTIL_IT_ANSWERS = Duration.ofSeconds(30);

  // Nobody has to reach it, which the directories of a build need not allow.
  private final Path directory = readable(Files.createTempDirectory(Path.of("/tmp"), "nginx-"));
  private final Path output = directory.resolve("output.log");
  private final int port;
  private final Process process;

  /** Starts it on a page, and waits until it answers. */
  Nginx(Path page) throws Exception {
    port = freePort();
    Path html = directory.resolve("html");
    FileSystemUtils.copyRecursively(page, html);
    try (var files = Files.walk(html)) {
      files.forEach(Nginx::readable);
    }
    Path etc = readable(Files.createDirectory(directory.resolve("etc")));
    Files.copy(CONTAINER.resolve("nginx.conf"), etc.resolve("nginx.conf"));
    Files.writeString(
        etc.resolve("place.conf"), "listen 127.0.0.1:%d;%nroot %s;%n".formatted(port, html));
    Path run = Files.createDirectory(directory.resolve("run"));
    Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxrwxrwx"));
    process =
        new ProcessBuilder(command(run, etc.resolve("nginx.conf")))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    awaitAnswer();
  }

  int port() {
    return port;
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    FileSystemUtils.deleteRecursively(directory);
  }

  private static List<String> command(Path run, Path configuration) {
    // Ends with this process, even where that is killed.
    List<String> command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "TERM"));
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("--reuid", "65534", "--regid", "65534", "--clear-groups"));
    }
    command.addAll(
        List.of(
            "/usr/sbin/nginx",
            "-e",
            "stderr",
            "-p",
            run.toString(),
            "-c",
            configuration.toString()));
    return command;
  }

  private void awaitAnswer() throws Exception {
    long end = System.nanoTime() + UNTIL_IT_ANSWERS.toNanos();
    while (true) {
      try (Socket answered = new Socket("127.0.0.1", port)) {
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > end) {
          String said = Files.readString(output);
          close();
          throw new IllegalStateException("nginx does not answer: " + said, e);
        }
        Thread.sleep(50);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Path readable(Path path) {
    try {
      return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
