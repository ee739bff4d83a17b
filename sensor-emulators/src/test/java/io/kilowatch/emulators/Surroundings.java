package io.kilowatch.emulators;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kilowatch.contracts.registry.DirectoryPage;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.task.TaskLoads;
import io.kilowatch.emulators.delivery.Reading;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The registry and ingestion as far as the emulators see them: a directory and keys over HTTP, and
 * a receiver that keeps every reading it accepted.
 */
final class Surroundings implements AutoCloseable {

  /** One place in a series. */
  record Place(String serverId, String metric, long timestamp) {}

  /** A value and how often it came. */
  record Arrival(double value, int times, boolean differed) {

    static Arrival merged(Arrival before, Arrival next) {
      boolean differed = before.differed || before.value != next.value;
      return new Arrival(next.value, before.times + 1, differed);
    }
  }

  final Map<Place, Arrival> arrivals = new ConcurrentHashMap<>();
  final AtomicInteger refuse = new AtomicInteger();
  final AtomicInteger refused = new AtomicInteger();

  /** What the scheduler says that runs; null while it is away. */
  volatile TaskLoads running = new TaskLoads(List.of());

  private final JsonMapper json = JsonMapper.builder().build();
  private final Map<String, ServerEntry> servers = new ConcurrentHashMap<>();
  private final AtomicLong revision = new AtomicLong();
  private final ECKey serviceKey;
  private final ECKey userKey;
  private final HttpServer http;

  Surroundings() throws IOException, JOSEException {
    serviceKey = new ECKeyGenerator(Curve.P_256).keyID("sensor-emulators").generate();
    userKey = new ECKeyGenerator(Curve.P_256).keyID("registry-1").generate();
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/internal/v1/directory", this::directory);
    http.createContext("/api/v1/auth/jwks", e -> answer(e, 200, jwks(userKey)));
    http.createContext("/api/v1/readings", this::readings);
    http.createContext("/internal/v1/task-loads", this::taskLoads);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.start();
  }

  String uri() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  void put(ServerEntry server) {
    servers.put(server.id(), server);
    revision.incrementAndGet();
  }

  Path serviceKeyFile(Path directory) throws IOException {
    return Files.writeString(directory.resolve("service.jwk"), serviceKey.toJSONString());
  }

  Path serviceJwksFile(Path directory) throws IOException {
    return Files.writeString(directory.resolve("services.jwks"), jwks(serviceKey));
  }

  /** A token as the registry signs it for a person. */
  String token(String role) throws JOSEException {
    Instant now = Instant.now();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer("kilowatch")
            .audience("kilowatch")
            .subject("u1")
            .claim("email", "u1@example.org")
            .claim("name", "U One")
            .claim("role", role)
            .claim("sid", "session-1")
            .claim("csrf", "none")
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(600)))
            .build();
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("registry-1").build(), claims);
    jwt.sign(new ECDSASigner(userKey));
    return jwt.serialize();
  }

  long[] times(String serverId, String metric) {
    return arrivals.keySet().stream()
        .filter(place -> place.serverId().equals(serverId) && place.metric().equals(metric))
        .mapToLong(Place::timestamp)
        .sorted()
        .toArray();
  }

  /** The seconds since then that nothing was read for, up to the last reading. */
  long[] gaps(String serverId, String metric, Instant since) {
    long[] times = times(serverId, metric);
    long first = (since.getEpochSecond() + 1) * 1000;
    return LongStream.iterate(first, at -> at < times[times.length - 1], at -> at + 1000)
        .filter(at -> !arrivals.containsKey(new Place(serverId, metric, at)))
        .toArray();
  }

  /** The value that was read last; 0 if none was. */
  double latest(String serverId, String metric) {
    long[] times = times(serverId, metric);
    return times.length == 0
        ? 0
        : arrivals.get(new Place(serverId, metric, times[times.length - 1])).value();
  }

  private static String jwks(ECKey key) {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  private void directory(HttpExchange exchange) throws IOException {
    DirectoryPage page =
        new DirectoryPage(
            revision.get(), List.copyOf(servers.values()), List.of(Fleet.site()), List.of());
    answer(exchange, 200, json.writeValueAsString(page));
  }

  private void taskLoads(HttpExchange exchange) throws IOException {
    TaskLoads now = running;
    if (now == null) {
      answer(exchange, 503, "{}");
    } else {
      answer(exchange, 200, json.writeValueAsString(now));
    }
  }

  private void readings(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (refuse.get() > 0) {
      refuse.decrementAndGet();
      refused.incrementAndGet();
      exchange.getResponseHeaders().add("Retry-After", "1");
      answer(exchange, 503, "{}");
      return;
    }
    Reading[] readings = json.readValue(body, Reading[].class);
    for (Reading reading : readings) {
      arrivals.merge(
          new Place(reading.serverId(), reading.metric(), reading.timestamp()),
          new Arrival(reading.value(), 1, false),
          Arrival::merged);
    }
    answer(exchange, 202, "{\"accepted\":" + readings.length + ",\"rejected\":[]}");
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
