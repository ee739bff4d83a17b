package io.kilowatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.benchmarks.client.PlatformClient;
import io.kilowatch.benchmarks.pipeline.Fleet;
import io.kilowatch.benchmarks.pipeline.LocalPlatform;
import io.kilowatch.benchmarks.pipeline.StoredReadings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A platform on a real RabbitMQ that is up for as long as tests do harm to it. */
final class RunningPlatform implements AutoCloseable {

  private static final Duration RESTART = Duration.ofMinutes(2);

  private final Platform platform;
  private final PlatformClient client;
  private final StoredReadings stored;

  private RunningPlatform(Platform platform) {
    this.platform = platform;
    this.client = new PlatformClient(url(), platform.adminEmail(), platform.adminPassword());
    this.stored = new StoredReadings(url(), client);
  }

  /**
   * A data directory, without what an earlier run left there. Data and logs of this one stay until
   * the next, for whoever looks into a failure.
   */
  static Path emptied(String name) {
    Path directory = directory(name);
    // Of a run that was killed.
    Platform.processesOn(directory).forEach(ProcessHandle::destroyForcibly);
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return directory;
  }

  static Path directory(String name) {
    return Path.of(System.getProperty("kilowatch.home"), "e2e/target", name)
        .toAbsolutePath()
        .normalize();
  }

  static RunningPlatform up(Path dataDirectory) {
    return up(dataDirectory, Map.of());
  }

  static RunningPlatform up(Path dataDirectory, Map<String, String> settings) {
    Platform platform = new Platform(dataDirectory, "off", "rabbitmq", settings);
    try {
      platform.up();
      return new RunningPlatform(platform);
    } catch (RuntimeException | AssertionError e) {
      platform.close();
      throw e;
    }
  }

  URI url() {
    return URI.create(platform.url());
  }

  PlatformClient client() {
    return client;
  }

  StoredReadings stored() {
    return stored;
  }

  Path dataDirectory() {
    return platform.dataDirectory();
  }

  /** Calls as the administrator, with a token that holds for minutes. */
  Api administrator() {
    Api api = new Api(platform.url());
    api.signIn(platform.adminEmail(), platform.adminPassword());
    return api;
  }

  /** As its state file has it now: a process that was started again is another one. */
  LocalPlatform local() {
    try {
      return LocalPlatform.in(platform.dataDirectory());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI ingestion() {
    return local().address("ingestion-service");
  }

  /**
   * New servers whose readings are taken. Ingestion hears of them within seconds, in the order in
   * which they were registered.
   */
  Fleet fleet(String name, int servers) throws IOException, InterruptedException {
    Fleet fleet = Fleet.register(client, name, servers);
    Api ingestion = new Api(ingestion().toString());
    String longAgo =
        "{\"serverId\":\"%s\",\"metric\":\"power\",\"timestamp\":\"%s\",\"value\":1}"
            .formatted(fleet.serverIds().getLast(), Instant.now().minus(Duration.ofDays(9)));
    Api.await(
        "the new servers to be known",
        Duration.ofSeconds(60),
        () -> ingestion.tryIngest(fleet.key(), longAgo),
        status -> status.asInt() == 202);
    return fleet;
  }

  LinuxProcess process(String name) {
    return new LinuxProcess(local().process(name));
  }

  /** What starts a process again that has ended. */
  private LinuxProcess launcher() {
    long pid = Long.parseLong(local().state().getProperty("platform.pid"));
    return new LinuxProcess(ProcessHandle.of(pid).orElseThrow());
  }

  /** Nothing that ends is started again meanwhile. */
  void unattended(Fault work) throws Exception {
    LinuxProcess launcher = launcher();
    launcher.pause();
    try {
      work.strike();
    } finally {
      launcher.resume();
    }
  }

  /** Returns once this part of the platform runs in another process than this, and is ready. */
  void awaitReplaced(String name, LinuxProcess before) {
    long end = System.nanoTime() + RESTART.toNanos();
    while (replacement(name, before).isEmpty()) {
      assertThat(System.nanoTime()).as("%s to be started again in time", name).isLessThan(end);
      Api.pause(Duration.ofMillis(200));
    }
  }

  /** Kills one part after the other, each once the one before has been replaced for a while. */
  void killInTurn(List<String> names, Duration between) throws InterruptedException {
    for (String name : names) {
      LinuxProcess process = process(name);
      process.kill();
      awaitReplaced(name, process);
      Thread.sleep(between);
    }
  }

  private Optional<ProcessHandle> replacement(String name, LinuxProcess before) {
    String pid = local().state().getProperty("process." + name + ".pid");
    return ProcessHandle.of(Long.parseLong(pid)).filter(now -> now.pid() != before.pid());
  }

  InetSocketAddress brokerAddress() {
    URI address = local().address("broker");
    return new InetSocketAddress(address.getHost(), address.getPort());
  }

  String brokerUri() {
    try {
      String password = Files.readString(dataDirectory().resolve("secrets/broker-password"));
      return local()
          .address("broker")
          .toString()
          .replaceFirst("//", "//kilowatch:" + password.strip() + "@");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Set<String> deadLetterIds() {
    Set<String> ids = new TreeSet<>();
    for (JsonNode letter : administrator().get("/api/v1/dead-letters?limit=1000").get("items")) {
      ids.add(letter.get("id").asString());
    }
    return ids;
  }

  @Override
  public void close() {
    platform.close();
    client.close();
  }
}
