package io.kilowatch.ingestion;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kilowatch.contracts.registry.DirectoryPage;
import io.kilowatch.contracts.registry.IngestKeyEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Answers as the registry does to a service that asks for the directory. */
final class RegistryFixture implements AutoCloseable {

  private final JsonMapper json = new JsonMapper();
  private final HttpServer server;
  private final Path keyFile;
  private final Path jwksFile;
  private volatile List<IngestKeyEntry> keys = Fixtures.keys();
  private volatile long revision = 1;
  private volatile boolean down;

  RegistryFixture(Path directory) throws IOException, JOSEException {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("ingestion-service").generate();
    keyFile = Files.writeString(directory.resolve("service-key.json"), key.toJSONString());
    jwksFile =
        Files.writeString(
            directory.resolve("service-jwks.json"), new JWKSet(key).toPublicJWKSet().toString());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/internal/v1/directory", this::answer);
    server.start();
  }

  String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Path keyFile() {
    return keyFile;
  }

  Path jwksFile() {
    return jwksFile;
  }

  void setDown(boolean isDown) {
    down = isDown;
  }

  synchronized void put(IngestKeyEntry key) {
    List<IngestKeyEntry> changed = new ArrayList<>(keys);
    changed.removeIf(known -> known.id().equals(key.id()));
    changed.add(key);
    keys = changed;
    revision++;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    int status =
        down ? 503 : authorization != null && authorization.startsWith("Bearer ey") ? 200 : 401;
    byte[] body =
        status == 200
            ? json.writeValueAsBytes(
                new DirectoryPage(revision, Fixtures.servers(), List.of(), keys))
            : new byte[0];
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
