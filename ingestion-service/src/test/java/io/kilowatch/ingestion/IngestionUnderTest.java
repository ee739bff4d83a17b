package io.kilowatch.ingestion;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service, and a client of it. */
final class IngestionUnderTest implements AutoCloseable {

  static final String JSON = "application/json";

  private final ConfigurableApplicationContext context;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;

  /**
   * Waits for a confirm longer than a machine may pause.
   *
   * @param properties beyond those that every test needs, as {@code name=value}
   */
  IngestionUnderTest(String brokerUri, RegistryFixture registry, String... properties) {
    Stream<String> needed =
        Stream.of(
            "server.port=0",
            "server.address=127.0.0.1",
            "management.server.port=0",
            "management.server.address=127.0.0.1",
            "spring.rabbitmq.addresses=" + brokerUri,
            "kilowatch.registry-uri=" + registry.uri(),
            "kilowatch.service-key-file=" + registry.keyFile(),
            "kilowatch.service-jwks-file=" + registry.jwksFile(),
            "kilowatch.directory.poll-interval=200ms");
    context =
        new SpringApplicationBuilder(IngestionApplication.class)
            .properties("kilowatch.ingestion.confirm-timeout=30s")
            .run(
                Stream.concat(needed, Arrays.stream(properties))
                    .map("--"::concat)
                    .toArray(String[]::new));
    base = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }

  HttpResponse<String> post(String key, String json) {
    return post(key, JSON, json.getBytes(StandardCharsets.UTF_8));
  }

  HttpResponse<String> post(String key, String contentType, byte[] body, String... headers) {
    HttpRequest.Builder request =
        request("/api/v1/readings")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .header("Content-Type", contentType);
    if (key != null) {
      request.header("X-API-Key", key);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  HttpResponse<String> postForm(String path, String form, String... headers) {
    HttpRequest.Builder request =
        request(path)
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .header("Content-Type", "application/x-www-form-urlencoded");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  /**
   * Announces a body and never sends it.
   *
   * @return the first line of the answer; empty if none came within 30 s
   */
  String announce(String method, String path, String contentType, int length) {
    return firstLineAfter(
        "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(method, path, contentType, length));
  }

  /**
   * Sends a head as it is.
   *
   * @return the first line of the answer; empty if none came within 30 s
   */
  String firstLineAfter(String head) {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    } catch (SocketTimeoutException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sends text as it is, in pieces, a moment after each other.
   *
   * @return all that came until the service ended the connection
   */
  String answersTo(String... pieces) {
    try (Socket socket = connect()) {
      for (String piece : pieces) {
        socket.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        sleep(Duration.ofMillis(100));
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A connection on which an answer is awaited for 30 s. */
  Socket connect() throws IOException {
    URI uri = URI.create(base);
    Socket socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout(30_000);
    return socket;
  }

  /** Whether anybody listens. */
  boolean accepts() {
    try (Socket _ = connect()) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** A posting of readings as it goes over the wire; null for no key. */
  static String posting(String key, String body, String... headers) {
    String more = String.join("", Arrays.stream(headers).map(header -> header + "\r\n").toList());
    return ("POST /api/v1/readings HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\n%s%s"
            + "Content-Length: %d\r\n\r\n%s")
        .formatted(
            JSON, key == null ? "" : "X-API-Key: " + key + "\r\n", more, body.length(), body);
  }

  /** Sends until the answer is a success: the service has found the registry and the broker. */
  void awaitReady() {
    Instant end = Instant.now().plusSeconds(90);
    HttpResponse<String> answer = null;
    while (Instant.now().isBefore(end)) {
      answer = post(Fixtures.SERVER_KEY, reading("server-1", "power", 1, 1));
      if (answer.statusCode() == 202) {
        return;
      }
      sleep(Duration.ofMillis(100));
    }
    throw new AssertionError(
        "never ready: " + answer + " " + (answer == null ? "" : answer.body()));
  }

  /** Waits until the service has found the registry: an unknown key is refused from then on. */
  void awaitKeys() {
    Instant end = Instant.now().plusSeconds(40);
    int status = 0;
    while (status != 401) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("no key table; the last answer was " + status);
      }
      status = post("kw_unknown", "application/json", new byte[0]).statusCode();
      sleep(Duration.ofMillis(50));
    }
  }

  /** A reading of a minute ago plus some milliseconds. */
  static String reading(String server, String metric, long millis, double value) {
    return "{\"serverId\":\"%s\",\"metric\":\"%s\",\"timestamp\":%d,\"value\":%s}"
        .formatted(server, metric, timestamp(millis), value);
  }

  /** A body of this many readings. */
  static String many(int readings) {
    return IntStream.range(0, readings)
        .mapToObj(i -> reading("server-1", "power", i, i))
        .collect(Collectors.joining(",", "[", "]"));
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(content);
    }
    return compressed.toByteArray();
  }

  static long timestamp(long millis) {
    return START_MILLIS + millis;
  }

  static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    context.close();
  }

  private static final long START_MILLIS = System.currentTimeMillis() - 60_000;

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
