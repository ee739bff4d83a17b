package io.kilowatch.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What can be known to fail before anything is started: all of it at once, each with what to do
 * about it.
 */
record Preflight(List<String> problems, List<String> notes) {
  private static final long DISK_BYTES = 2L << 30;
  private static final long MEMORY_KILOBYTES = 4L << 20;

  static Preflight check(PlatformOptions options, Installation installation) {
    Preflight preflight = new Preflight(new ArrayList<>(), new ArrayList<>());
    preflight.checkJava(options);
    preflight.checkPort(options);
    preflight.checkDisk(options);
    preflight.checkMemory();
    preflight.checkBuild(options, installation);
    return preflight;
  }

  private void checkJava(PlatformOptions options) {
    if (Runtime.version().feature() < 25) {
      problems.add(
          "This is Java %d; Kilowatch needs JDK 25 (for instance from adoptium.net)"
              .formatted(Runtime.version().feature()));
    }
    if (options.cassandraContactPoints().isEmpty() && Jdk.find(17).isEmpty()) {
      notes.add(
          "No JDK 17 here: Cassandra runs on Java 25, which works but is not what its makers test");
    }
    if (options.rabbit() && options.rabbitUri().isEmpty() && !RabbitNode.isInstalled()) {
      problems.add(
          "BROKER=rabbitmq, but no RabbitMQ is installed (apt-get install rabbitmq-server)");
    }
  }

  private void checkPort(PlatformOptions options) {
    if (!Ports.isFree(options.port())) {
      problems.add(
          "Port %d is in use%s; stop that, or choose another port: make up PORT=8081"
              .formatted(
                  options.port(),
                  PortOwner.of(options.port()).map(owner -> " by " + owner).orElse("")));
    }
  }

  private void checkDisk(PlatformOptions options) {
    try {
      Files.createDirectories(options.dataDirectory());
      long free = Files.getFileStore(options.dataDirectory()).getUsableSpace();
      if (free < DISK_BYTES) {
        problems.add(
            String.format(
                Locale.ROOT,
                "Only %.1f GB free for %s; 2 GB are needed",
                free / (double) (1L << 30),
                options.dataDirectory()));
      }
    } catch (IOException e) {
      problems.add("Can not write to " + options.dataDirectory() + ": " + e.getMessage());
    }
  }

  /** A note only: the kernel may find more than it says. */
  private void checkMemory() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
      lines
          .filter(line -> line.startsWith("MemAvailable:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .filter(kilobytes -> kilobytes < MEMORY_KILOBYTES)
          .forEach(kilobytes ->
              notes.add(
                  "Only %d MB of memory are free; the platform takes up to 4 GB"
                      .formatted(kilobytes / 1024)));
    } catch (IOException e) {
      // Not Linux: nothing to say.
    }
  }

  private void checkBuild(PlatformOptions options, Installation installation) {
    List<Path> needed = new ArrayList<>();
    for (ServiceDefinition service : ServiceDefinition.ALL) {
      needed.add(installation.home().resolve(service.jar()));
    }
    if (options.cassandraContactPoints().isEmpty()) {
      needed.add(installation.target("cassandra").resolve("lib"));
    }
    if (options.rabbitUri().isEmpty() && !options.rabbit()) {
      needed.add(installation.target("broker").resolve("lib"));
    }
    if (options.mongoUri().isEmpty()) {
      needed.add(installation.target("documents").resolve("lib"));
    }
    List<String> missing =
        needed.stream()
            .filter(path -> !Files.exists(path))
            .map(path -> installation.home().relativize(path).toString())
            .toList();
    if (!missing.isEmpty()) {
      problems.add("Not built yet: " + String.join(", ", missing) + "; run 'make build'");
    }
  }
}
