package io.kilowatch.packager;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.kilowatch.base.security.UserTokenKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The whole service on free ports, and a client of it. */
public final class RunningPackager implements AutoCloseable {

  private static final ECKey REGISTRY_KEY = key("registry-1");
  private static final ECKey SERVICE_KEY = key("packager-service");

  private final HttpClient http = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;

  private RunningPackager(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** Starts it; store and broker need not be there. */
  public static RunningPackager start(
      String contactPoint, String brokerUri, Clock clock, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--management.server.port=0",
                "--kilowatch.registry-uri=http://127.0.0.1:1",
                "--kilowatch.directory.poll-interval=1h",
                "--kilowatch.service-key-file=" + file(SERVICE_KEY.toJSONString()),
                "--kilowatch.service-jwks-file="
                    + file(new JWKSet(SERVICE_KEY.toPublicJWK()).toString()),
                "--kilowatch.cassandra.contact-points=" + contactPoint,
                "--kilowatch.cassandra.keyspace=" + Servers.KEYSPACE,
                "--kilowatch.packager.closing.jitter=0s",
                "--kilowatch.packager.closing.every=1s",
                "--spring.rabbitmq.addresses=" + brokerUri));
    arguments.addAll(List.of(more));
    return new RunningPackager(
        new SpringApplicationBuilder(PackagerApplication.class)
            .initializers((GenericApplicationContext fresh) -> {
              fresh.registerBean(Clock.class, () -> clock);
              fresh.registerBean(
                  UserTokenKeys.class,
                  () ->
                      new UserTokenKeys(
                          new ImmutableJWKSet<>(new JWKSet(REGISTRY_KEY.toPublicJWK()))));
            })
            .run(arguments.toArray(String[]::new)));
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public double counted(String meter) {
    var found = context.getBean(io.micrometer.core.instrument.MeterRegistry.class).find(meter);
    return found.counters().stream()
        .mapToDouble(io.micrometer.core.instrument.Counter::count)
        .sum();
  }

  public RunningPackager awaitReady() {
    Awaitility.await("readiness")
        .atMost(Duration.ofSeconds(90))
        .until(() -> readiness().statusCode() == 200);
    return this;
  }

  public HttpResponse<String> readiness() {
    return send(HttpRequest.newBuilder(uri("local.management.port", "/actuator/health/readiness")));
  }

  public HttpResponse<String> liveness() {
    return send(HttpRequest.newBuilder(uri("local.management.port", "/actuator/health/liveness")));
  }

  /** A call without a token. */
  public HttpResponse<String> anonymous(String method, String path) {
    return send(request(method, path));
  }

  public HttpResponse<String> as(String role, String method, String path) {
    return send(request(method, path).header("Authorization", "Bearer " + token(role)));
  }

  private HttpRequest.Builder request(String method, String path) {
    return HttpRequest.newBuilder(uri("local.server.port", path))
        .method(method, BodyPublishers.noBody());
  }

  private URI uri(String portProperty, String path) {
    return URI.create(
        "http://127.0.0.1:" + context.getEnvironment().getProperty(portProperty) + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String token(String role) {
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(REGISTRY_KEY.getKeyID()).build(),
              new JWTClaimsSet.Builder()
                  .issuer("kilowatch")
                  .audience("kilowatch")
                  .subject("user-1")
                  .claim("email", "user@example.org")
                  .claim("name", "User")
                  .claim("role", role)
                  .claim("sid", "session-1")
                  .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                  .build());
      jwt.sign(new ECDSASigner(REGISTRY_KEY));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECKey key(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path file(String content) {
    try {
      Path file = Files.createTempFile("packager", ".json");
      file.toFile().deleteOnExit();
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
