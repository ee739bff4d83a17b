package io.kilowatch.benchmarks.peers;

import io.kilowatch.benchmarks.load.Target;
import io.kilowatch.local.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Another store, started with an empty directory and with its package's own settings. */
final class Peer implements AutoCloseable {

  private static final String WRITE = "/write?db=bench&precision=ms";
  private static final long START_SECONDS = 60;

  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = JsonMapper.builder().build();
  private final String name;
  private final URI address;
  private final Process process;

  private Peer(String name, int port, Process process) {
    this.name = name;
    this.address = URI.create("http://127.0.0.1:" + port);
    this.process = process;
  }

  static Peer influx(Path directory) throws IOException, InterruptedException {
    int port = Ports.free();
    Path config = Files.createDirectories(directory).resolve("influxdb.conf");
    Files.writeString(
        config,
        """
        reporting-disabled = true
        bind-address = "127.0.0.1:%d"
        [meta]
          dir = "%s/meta"
        [data]
          dir = "%s/data"
          wal-dir = "%s/wal"
          query-log-enabled = false
        [http]
          bind-address = "127.0.0.1:%d"
          log-enabled = false
        """
            .formatted(Ports.free(), directory, directory, directory, port));
    Peer peer =
        start("influxdb", port, directory, List.of("influxd", "-config", config.toString()));
    peer.await("/ping");
    peer.send(peer.request("/query?q=" + encoded("CREATE DATABASE bench")).POST(noBody()));
    return peer;
  }

  static Peer victoriaMetrics(Path directory) throws IOException, InterruptedException {
    int port = Ports.free();
    Peer peer =
        start(
            "victoria-metrics",
            port,
            Files.createDirectories(directory),
            List.of(
                "victoria-metrics",
                "-storageDataPath=" + directory.resolve("data"),
                "-httpListenAddr=127.0.0.1:" + port,
                "-retentionPeriod=100y"));
    peer.await("/health");
    return peer;
  }

  private static Peer start(String name, int port, Path directory, List<String> command)
      throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + ".log").toFile())
            .start();
    return new Peer(name, port, process);
  }

  String name() {
    return name;
  }

  Target target() {
    return Target.post(address, WRITE, "text/plain", "");
  }

  /** How many readings it can find. */
  long count() throws IOException, InterruptedException {
    if (name.equals("influxdb")) {
      String query = encoded("SELECT count(value) FROM power, co2");
      long count = 0;
      for (JsonNode series :
          get("/query?db=bench&q=" + query).path("results").path(0).path("series")) {
        count += series.path("values").path(0).path(1).asLong();
      }
      return count;
    }
    send(request("/internal/force_flush").GET());
    String query = encoded("sum(count_over_time({__name__=~\"(power|co2)_value\"}[30d]))");
    return get("/api/v1/query?query=" + query)
        .path("data")
        .path("result")
        .path(0)
        .path("value")
        .path(1)
        .asLong();
  }

  private void await(String path) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      try {
        send(request(path).GET());
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new IOException(name + " did not start", e);
        }
        Thread.sleep(100);
      }
    }
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return json.readTree(send(request(path).GET()));
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(name + ": " + response.statusCode() + " " + response.body());
    }
    return response.body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path));
  }

  private static HttpRequest.BodyPublisher noBody() {
    return HttpRequest.BodyPublishers.noBody();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
