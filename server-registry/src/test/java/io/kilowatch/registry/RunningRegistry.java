package io.kilowatch.registry;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.kilowatch.base.security.ServiceTokens;
import io.kilowatch.local.DocumentStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mongodb.MongoDBContainer;

/**
 * The registry in this JVM on a store of its own, started once for all suites. Its broker is away,
 * unless one is named: it must serve all the same.
 */
public final class RunningRegistry implements AutoCloseable {

  public static final String ADMIN_EMAIL = "grace@example.org";
  public static final String ADMIN_PASSWORD = "quiet otters juggle 7 plums";
  public static final String EMULATOR_KEY = "kw_test-only-emulator-key-of-43-characters-at-least";
  public static final String PUBLIC_ORIGIN = "http://kilowatch.test";

  private static final String NO_BROKER = "amqp://guest:guest@127.0.0.1:1/";
  private static final Map<StoreKind, RunningRegistry> RUNNING = new EnumMap<>(StoreKind.class);

  private final AutoCloseable store;
  private final ConfigurableApplicationContext context;
  private final ServiceTokens serviceTokens;
  private final Map<String, SignedIn> people = new HashMap<>();

  private RunningRegistry(
      AutoCloseable store, ConfigurableApplicationContext context, ServiceTokens serviceTokens) {
    this.store = store;
    this.context = context;
    this.serviceTokens = serviceTokens;
  }

  /** The one of this kind; a suite for which there is no engine is skipped, and says so. */
  public static synchronized RunningRegistry on(StoreKind kind) throws Exception {
    Assumptions.assumeTrue(
        kind == StoreKind.EMBEDDED || DockerClientFactory.instance().isDockerAvailable(),
        "no container engine answers, so there is no MongoDB 8 to test against");
    RunningRegistry running = RUNNING.get(kind);
    if (running == null) {
      running =
          switch (kind) {
            case EMBEDDED -> {
              DocumentStore store = DocumentStore.start(Files.createTempDirectory("registry-it"));
              yield start(store, store.uri(), NO_BROKER);
            }
            case MONGODB -> {
              MongoDBContainer mongo = new MongoDBContainer("mongo:8").withReplicaSet();
              mongo.start();
              yield start(mongo, mongo.getReplicaSetUrl("kilowatch"), NO_BROKER);
            }
          };
      RUNNING.put(kind, running);
      Runtime.getRuntime().addShutdownHook(new Thread(running::close));
    }
    return running;
  }

  /** One more, which its caller closes. */
  public static RunningRegistry start(
      AutoCloseable store, String storeUri, String brokerUri, String... more) throws Exception {
    Path keys = Files.createTempDirectory("registry-keys");
    ECKey own = key("server-registry");
    ECKey ingestion = key("ingestion-service");
    Path keyFile = Files.writeString(keys.resolve("key.json"), own.toJSONString());
    Path jwksFile =
        Files.writeString(
            keys.resolve("jwks.json"), new JWKSet(List.of(own, ingestion)).toString(true));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--management.server.port=0",
                "--management.server.address=127.0.0.1",
                "--spring.mongodb.uri=" + storeUri,
                "--kilowatch.documents.found-within=30s",
                "--spring.rabbitmq.addresses=" + brokerUri,
                "--kilowatch.public-origin=" + PUBLIC_ORIGIN,
                "--kilowatch.service-key-file=" + keyFile,
                "--kilowatch.service-jwks-file=" + jwksFile,
                "--kilowatch.admin.email=" + ADMIN_EMAIL,
                "--kilowatch.admin.password=" + ADMIN_PASSWORD,
                "--kilowatch.ingest-keys.emulator-key=" + EMULATOR_KEY));
    for (String argument : more) {
      String name = argument.substring(0, argument.indexOf('=') + 1);
      arguments.removeIf(before -> before.startsWith(name));
      arguments.add(argument);
    }
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(ServerRegistryApplication.class)
            .run(arguments.toArray(String[]::new));
    return new RunningRegistry(
        store, context, new ServiceTokens("ingestion-service", ingestion, Clock.systemUTC()));
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** A caller who shows nothing. */
  public Caller nobody() {
    return new Caller(base("local.server.port"), null, null);
  }

  public Caller operator() {
    return new Caller(base("local.management.port"), null, null);
  }

  public Caller service() {
    return nobody().bearer(serviceTokens.bearer());
  }

  public Caller administrator() throws Exception {
    return person("ADMIN");
  }

  /**
   * Somebody with this role, the same for some minutes: each password check is slow by design. Only
   * the first administrator is one.
   */
  public synchronized Caller person(String role) throws Exception {
    SignedIn known = people.get(role);
    if (known == null || Instant.now().isAfter(known.until())) {
      Caller caller =
          role.equals("ADMIN") ? nobody().signedIn(ADMIN_EMAIL, ADMIN_PASSWORD) : newPerson(role);
      known = new SignedIn(caller, Instant.now().plus(Duration.ofMinutes(5)));
      people.put(role, known);
    }
    return known.caller();
  }

  /** A fresh person with this role. */
  public Caller newPerson(String role) throws Exception {
    String email = role.toLowerCase() + "." + System.nanoTime() + "@example.org";
    String password = "seven grey herons at dusk";
    administrator()
        .post(
            "/api/v1/users",
            Map.of("email", email, "name", "P. Erson", "password", password, "role", role))
        .expect(201);
    return nobody().signedIn(email, password);
  }

  @Override
  public void close() {
    context.close();
    try {
      store.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private String base(String portProperty) {
    Environment environment = context.getEnvironment();
    return "http://127.0.0.1:" + environment.getRequiredProperty(portProperty);
  }

  private static ECKey key(String id) throws Exception {
    return new ECKeyGenerator(Curve.P_256).keyID(id).algorithm(JWSAlgorithm.ES256).generate();
  }

  private record SignedIn(Caller caller, Instant until) {}
}
