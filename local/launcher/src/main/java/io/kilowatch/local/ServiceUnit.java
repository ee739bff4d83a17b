package io.kilowatch.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One of Kilowatch's own services in a JVM of its own, ready when its readiness probe says so. */
final class ServiceUnit implements Unit {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final ServiceDefinition definition;
  private final BootJar jar;
  private final Path log;
  private final Path temporary;
  private final int port;
  private final int managementPort;
  private final Supplier<Map<String, String>> environment;
  private volatile @Nullable ChildProcess process;

  /** {@code environment} is asked at each start, when the units it speaks of are ready. */
  ServiceUnit(
      ServiceDefinition definition,
      BootJar jar,
      Path log,
      Path temporary,
      int port,
      int managementPort,
      Supplier<Map<String, String>> environment) {
    this.definition = definition;
    this.jar = jar;
    this.log = log;
    this.temporary = temporary;
    this.port = port;
    this.managementPort = managementPort;
    this.environment = environment;
  }

  @Override
  public String name() {
    return definition.name();
  }

  @Override
  public List<String> after() {
    return definition.after();
  }

  @Override
  public void start() {
    Path extracted = jar.extracted();
    ClassArchive archive =
        ClassArchive.of(jar.cache(), definition.name(), Jdk.running(), List.of(extracted));
    ChildProcess started =
        ChildProcess.start(
            definition.name(),
            new JavaCommand(Jdk.running())
                .flags("-XX:+UseCompactObjectHeaders", "-XX:TrimNativeHeapInterval=10000")
                .flags(definition.heap().flags())
                .flags("-XX:MinHeapFreeRatio=30", "-XX:MaxHeapFreeRatio=45")
                .flags("-XX:MaxMetaspaceSize=192m")
                .flags("-XX:ReservedCodeCacheSize=64m", "-XX:MaxDirectMemorySize=96m")
                .flags(definition.hot() ? List.of() : List.of("-XX:TieredStopAtLevel=1"))
                // Tomcat leaves its working directory behind at each end.
                .flags("-Djava.io.tmpdir=" + Directories.emptied(temporary))
                .flags(archive.flags())
                .flags("-jar", extracted.toString())
                .words(),
            completeEnvironment(),
            log);
    process = started;
    started.awaitReady(Duration.ofMinutes(3), () -> isReady(health()));
  }

  private Map<String, String> completeEnvironment() {
    Map<String, String> complete = new HashMap<>(environment.get());
    complete.put("SERVER_PORT", Integer.toString(port));
    complete.put("SERVER_ADDRESS", "127.0.0.1");
    complete.put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
    complete.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
    complete.put(JavaCommand.FEW_ARENAS, "2");
    return complete;
  }

  private String health() {
    return "http://127.0.0.1:" + managementPort + "/actuator/health/readiness";
  }

  static boolean isReady(String health) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(health)).timeout(Duration.ofSeconds(3)).build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void stop() {
    ChildProcess current = process;
    if (current != null) {
      current.stop(Duration.ofMinutes(1));
    }
  }

  @Override
  public void kill() {
    ChildProcess current = process;
    if (current != null) {
      current.kill();
    }
  }

  @Override
  public boolean isAlive() {
    ChildProcess current = process;
    return current != null && current.isAlive();
  }

  @Override
  public PlatformState.Entry entry() {
    long pid = Objects.requireNonNull(process, "not started").pid();
    return new PlatformState.Entry(
        name(), pid, "http://127.0.0.1:" + port, health(), log.toString());
  }
}
