package io.kilowatch.benchmarks.pipeline;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The processes of a platform that {@code make up} started on this machine. */
public record LocalPlatform(Properties state) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration CLOSING = Duration.ofMinutes(15);

  public static LocalPlatform in(Path dataDirectory) throws IOException {
    Path file = dataDirectory.resolve("platform.properties");
    if (!Files.exists(file)) {
      throw new IOException("no platform runs on " + dataDirectory);
    }
    Properties state = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      state.load(reader);
    }
    return new LocalPlatform(state);
  }

  public URI address(String process) {
    return URI.create(state.getProperty("process." + process + ".address"));
  }

  /** The process that runs a part of the platform now. */
  public ProcessHandle process(String name) {
    return running(name, "process." + name + ".pid");
  }

  /** A figure of a service's metrics, summed over its tags. */
  public double metric(String service, String name) throws IOException, InterruptedException {
    URI health = URI.create(state.getProperty("process." + service + ".health"));
    // All figures of a service would be a part of what is measured.
    URI only =
        health.resolve("/actuator/prometheus?includedNames=" + name.replaceFirst("_total$", ""));
    return HTTP.send(HttpRequest.newBuilder(only).build(), HttpResponse.BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** By the packager since its start. */
  double readingsStored() throws IOException, InterruptedException {
    return metric("packager-service", "kilowatch_packager_readings_stored_total");
  }

  /** Waits until nothing but the current hours of few series is left to be closed. */
  void awaitClosed() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + CLOSING.toNanos();
    while (metric("packager-service", "kilowatch_packager_hours_remembered") > 4) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("hours stay open after " + CLOSING);
      }
      Thread.sleep(1_000);
    }
  }

  /** Resident memory of each process now, in megabytes. */
  Map<String, Double> residentMegabytes() throws IOException {
    Map<String, Double> resident = new TreeMap<>();
    for (Map.Entry<String, ProcessHandle> process : processes().entrySet()) {
      resident.put(process.getKey(), Footprint.of(process.getValue()).residentMegabytes());
    }
    return resident;
  }

  /** Every process, the launcher included. */
  Map<String, ProcessHandle> processes() {
    Map<String, ProcessHandle> processes = new TreeMap<>();
    processes.put("launcher", running("launcher", "platform.pid"));
    for (String key : state.stringPropertyNames()) {
      if (key.matches("process\\..*\\.pid")) {
        String name = key.substring("process.".length(), key.length() - ".pid".length());
        processes.put(name, process(name));
      }
    }
    return processes;
  }

  private ProcessHandle running(String name, String pidKey) {
    return ProcessHandle.of(Long.parseLong(state.getProperty(pidKey)))
        .orElseThrow(() -> new IllegalStateException(name + " does not run"));
  }
}
