package io.kilowatch.base;

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
import io.kilowatch.base.security.CsrfToken;
import io.kilowatch.contracts.registry.DirectoryPage;
import io.kilowatch.contracts.registry.EnergyPeriod;
import io.kilowatch.contracts.registry.EnergySource;
import io.kilowatch.contracts.registry.EnergySpecification;
import io.kilowatch.contracts.registry.SensorMode;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import io.kilowatch.contracts.registry.SitePeriod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.json.JsonMapper;

/** The two answers of the registry that a service needs: its directory and its public keys. */
public final class TestRegistry implements AutoCloseable {

  public static final Instant REGISTERED = Instant.parse("2024-01-01T00:00:00Z");
  public static final String CSRF = "a-csrf-token";

  private final JsonMapper json = new JsonMapper();
  private final String service;
  private final HttpServer http;
  private final ECKey peoplesKey;
  private final ECKey servicesKey;
  private final List<ServerEntry> servers = new CopyOnWriteArrayList<>();
  private final List<SiteEntry> sites = new CopyOnWriteArrayList<>();
  private long revision;

  /** The registry of one service. */
  public TestRegistry(String service) {
    this.service = service;
    try {
      peoplesKey = new ECKeyGenerator(Curve.P_256).keyID("people").generate();
      servicesKey = new ECKeyGenerator(Curve.P_256).keyID(service).generate();
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (JOSEException | IOException e) {
      throw new IllegalStateException(e);
    }
    http.createContext("/internal/v1/directory", this::directory);
    http.createContext(
        "/api/v1/auth/jwks",
        exchange -> answer(exchange, new JWKSet(peoplesKey).toPublicJWKSet().toString()));
    http.start();
  }

  public String uri() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** Writes the key files that the service reads at its start. */
  public List<String> keyFiles(Path directory) {
    try {
      Path own = Files.writeString(directory.resolve("key.json"), servicesKey.toJSONString());
      Path all =
          Files.writeString(
              directory.resolve("jwks.json"), new JWKSet(servicesKey).toPublicJWKSet().toString());
      return List.of("--kilowatch.service-key-file=" + own, "--kilowatch.service-jwks-file=" + all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public SiteEntry site(String id, SitePeriod... periods) {
    SiteEntry site =
        new SiteEntry(id, ++revision, false, "Site " + id, 52.5, 13.4, List.of(periods));
    sites.add(site);
    return site;
  }

  public static SitePeriod period(Instant from, String zone, double pue, double price) {
    return new SitePeriod(from, zone, pue, price, "EUR");
  }

  public ServerEntry server(String id, String siteId) {
    return server(id, siteId, "R1", EnergySource.GRID, Map.of(), null);
  }

  public ServerEntry server(
      String id,
      String siteId,
      String rack,
      EnergySource source,
      Map<String, String> labels,
      Instant retiredAt) {
    EnergySpecification energy = new EnergySpecification(source, 100, 300, List.of(), 10);
    ServerEntry server =
        new ServerEntry(
            id,
            ++revision,
            "Server " + id,
            siteId,
            rack,
            16,
            SensorMode.EXTERNAL,
            labels,
            REGISTERED,
            retiredAt,
            List.of(new EnergyPeriod(REGISTERED, energy)));
    servers.add(server);
    return server;
  }

  /** An entry for what is computed without a registry. */
  public static ServerEntry entry(String siteId, EnergySource source, Instant since) {
    EnergySpecification energy = new EnergySpecification(source, 1, 2, List.of(), 0);
    return new ServerEntry(
        "s1",
        1,
        "One",
        siteId,
        "R1",
        8,
        SensorMode.EXTERNAL,
        Map.of(),
        since,
        null,
        List.of(new EnergyPeriod(since, energy)));
  }

  public String token(String role) {
    return token(role, "session-" + role, Duration.ofMinutes(10));
  }

  public String token(String role, String sessionId, Duration life) {
    return sign(peoplesKey, role, sessionId, life);
  }

  /** A token of somebody with an id and a name of their own. */
  public String tokenOf(String id, String name, String role) {
    return sign(peoplesKey, "kilowatch", id, name, role, "session-" + id, Duration.ofMinutes(10));
  }

  /** A token that says it is ours and is signed with somebody else's key. */
  public String forgedToken() {
    try {
      ECKey other = new ECKeyGenerator(Curve.P_256).keyID("people").generate();
      return sign(other, "ADMIN", "forged", Duration.ofMinutes(10));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As another service shows it; here with this service's own key. */
  public String serviceToken() {
    return sign(servicesKey, service, "SERVICE", "", Duration.ofMinutes(5));
  }

  private static String sign(ECKey key, String role, String sessionId, Duration life) {
    return sign(key, "kilowatch", role, sessionId, life);
  }

  private static String sign(
      ECKey key, String issuer, String role, String sessionId, Duration life) {
    return sign(key, issuer, "user-1", "User", role, sessionId, life);
  }

  private static String sign(
      ECKey key,
      String issuer,
      String id,
      String name,
      String role,
      String sessionId,
      Duration life) {
    Instant now = Instant.now();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .audience("kilowatch")
            .subject(id)
            .claim("email", "user@example.org")
            .claim("name", name)
            .claim("role", role)
            .claim("sid", sessionId)
            .claim("csrf", CsrfToken.hash(CSRF))
            .issueTime(Date.from(now.minusSeconds(3600)))
            .expirationTime(Date.from(now.plus(life)))
            .build();
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
      jwt.sign(new ECDSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private void directory(HttpExchange exchange) throws IOException {
    answer(
        exchange, json.writeValueAsString(new DirectoryPage(revision, servers, sites, List.of())));
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
