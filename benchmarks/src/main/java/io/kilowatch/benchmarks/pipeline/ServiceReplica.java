package io.kilowatch.benchmarks.pipeline;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Another replica of a service of the local platform: the same command with the same settings, on
 * ports of its own.
 */
public final class ServiceReplica implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final URI address;

  private ServiceReplica(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts one beside another, and returns once it is ready.
   *
   * @param directory where it gets one of its own for what it writes
   * @param settings by the names of environment variables, in place of the other's
   */
  public static ServiceReplica beside(
      ProcessHandle other, Path directory, Map<String, String> settings)
      throws IOException, InterruptedException {
    Path own = Files.createTempDirectory(Files.createDirectories(directory), "replica-");
    Path temporary = Files.createDirectory(own.resolve("tmp"));
    List<String> command =
        entries(other, "cmdline").stream()
            .map(word ->
                word.startsWith("-Djava.io.tmpdir=") ? "-Djava.io.tmpdir=" + temporary : word)
            .toList();
    int port = freePort();
    int managementPort = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(own.resolve("replica.log").toFile());
    builder.environment().clear();
    for (String setting : entries(other, "environ")) {
      int equals = setting.indexOf('=');
      builder.environment().put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    builder.environment().putAll(settings);
    builder.environment().put("SERVER_PORT", Integer.toString(port));
    builder.environment().put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
    ServiceReplica replica =
        new ServiceReplica(builder.start(), URI.create("http://127.0.0.1:" + port));
    replica.awaitReady(
        URI.create("http://127.0.0.1:" + managementPort + "/actuator/health/readiness"));
    return replica;
  }

  private static List<String> entries(ProcessHandle process, String file) throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), file));
    return Arrays.stream(new String(bytes, StandardCharsets.UTF_8).split("\0"))
        .filter(entry -> !entry.isEmpty())
        .toList();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady(URI health) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (!isReady(http, health)) {
        if (!process.isAlive() || Instant.now().isAfter(deadline)) {
          close();
          throw new IOException("the replica did not become ready");
        }
        Thread.sleep(100);
      }
    }
  }

  private static boolean isReady(HttpClient http, URI health) throws InterruptedException {
    try {
      return http.send(
                  HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  public URI address() {
    return address;
  }

  public ProcessHandle process() {
    return process.toHandle();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
