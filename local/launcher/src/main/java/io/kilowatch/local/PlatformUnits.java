package io.kilowatch.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Decides of what the platform consists and what each part is told about the others. */
final class PlatformUnits {
  /**
   * Who sends first, so that nothing comes any more; what the others stand on last. Those of a wave
   * end together: each may take seconds, to write its class archive.
   */
  private static final List<Set<String>> STOP_WAVES =
      List.of(
          Set.of("sensor-emulators", "edge"),
          Set.of("ingestion-service"),
          Set.of("packager-service"),
          Set.of("history-service", "chat-service", "scheduler-service", "server-registry"),
          Set.of("broker", "documents", "cassandra"));

  /** Where a server is, once it is ready, and the variable that says so. */
  private record ServerAddress(String variable, Supplier<String> uri) {}

  private final PlatformOptions options;
  private final Installation installation;
  private final Ports ports;
  private final List<Unit> units = new ArrayList<>();

  PlatformUnits(PlatformOptions options, Installation installation) {
    this.options = options;
    this.installation = installation;
    this.ports = new Ports(options.dataDirectory().resolve("ports.properties"));
    Ports.take(options.port(), ServiceDefinition.EDGE.name());
  }

  /** In the order in which they start as far as they may. */
  static List<Unit> of(PlatformOptions options, Installation installation) {
    PlatformUnits platform = new PlatformUnits(options, installation);
    Supplier<String> cassandra = platform.addCassandra();
    Supplier<String> documents = platform.addDocuments();
    Supplier<String> broker = platform.addBroker();
    Map<String, String> shared = platform.sharedEnvironment();
    Map<String, ServerAddress> servers =
        Map.of(
            "cassandra", new ServerAddress("KILOWATCH_CASSANDRA_CONTACT_POINTS", cassandra),
            "documents", new ServerAddress("KILOWATCH_MONGODB_URI", documents),
            "broker", new ServerAddress("KILOWATCH_RABBITMQ_URI", broker));
    for (ServiceDefinition service : ServiceDefinition.ALL) {
      platform.addService(
          service,
          () -> {
            Map<String, String> environment = new HashMap<>(shared);
            environment.putAll(platform.ownEnvironment(service));
            service.after().stream()
                .map(servers::get)
                .filter(Objects::nonNull)
                .forEach(server -> environment.put(server.variable(), server.uri().get()));
            return environment;
          });
    }
    return platform.units;
  }

  /** One after the other; the units of each may stop at once. */
  static List<List<Unit>> stopWaves(List<Unit> units) {
    return STOP_WAVES.stream()
        .map(names -> units.stream().filter(unit -> names.contains(unit.name())).toList())
        .toList();
  }

  private Supplier<String> addCassandra() {
    return options
        .cassandraContactPoints()
        .map(PlatformUnits::fixed)
        .orElseGet(() ->
            add(
                "cassandra",
                () -> CassandraNode.start(data("cassandra"), options.log("cassandra")),
                CassandraNode::contactPoint,
                CassandraNode::contactPoint));
  }

  private Supplier<String> addDocuments() {
    return options
        .mongoUri()
        .map(PlatformUnits::fixed)
        .orElseGet(() ->
            add(
                "documents",
                () -> DocumentStore.start(data("documents"), options.log("documents")),
                DocumentStore::uri,
                DocumentStore::uri));
  }

  private Supplier<String> addBroker() {
    if (options.rabbitUri().isPresent()) {
      return fixed(options.rabbitUri().get());
    }
    Path log = options.log("broker");
    Path password = options.secret("broker-password");
    return options.rabbit()
        ? add(
            "broker",
            () -> RabbitNode.start(data("rabbitmq"), log, password),
            RabbitNode::uri,
            node -> withoutPassword(node.uri()))
        : add(
            "broker",
            () -> EmbeddedBroker.start(data("broker"), log, password),
            EmbeddedBroker::uri,
            broker -> withoutPassword(broker.uri()));
  }

  private <S extends LocalServer> Supplier<String> add(
      String name, Supplier<S> starter, Function<S, String> uri, Function<S, String> address) {
    ServerUnit<S> unit = new ServerUnit<>(name, options.log(name), starter, address);
    units.add(unit);
    return () -> uri.apply(unit.server());
  }

  private void addService(ServiceDefinition service, Supplier<Map<String, String>> environment) {
    units.add(
        new ServiceUnit(
            service,
            new BootJar(
                service.name(),
                installation.home().resolve(service.jar()),
                options.cacheDirectory()),
            options.log(service.name()),
            options.temporary(service.name()),
            port(service),
            ports.get(service.name() + ".management"),
            environment));
  }

  private int port(ServiceDefinition service) {
    return service.equals(ServiceDefinition.EDGE) ? options.port() : ports.get(service.name());
  }

  private String uri(ServiceDefinition service) {
    return "http://127.0.0.1:" + port(service);
  }

  private Map<String, String> sharedEnvironment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("KILOWATCH_CASSANDRA_LOCAL_DC", "datacenter1");
    environment.put("KILOWATCH_CASSANDRA_KEYSPACE", "kilowatch");
    environment.put("KILOWATCH_CASSANDRA_REPLICATION", options.cassandraReplication());
    environment.put("KILOWATCH_PUBLIC_ORIGIN", options.origin());
    environment.put("KILOWATCH_REGISTRY_URI", uri(ServiceDefinition.REGISTRY));
    environment.put("KILOWATCH_SERVICE_JWKS_FILE", options.secret("services.jwks").toString());
    options.intensityCsv().ifPresent(file -> environment.put("KILOWATCH_INTENSITY_CSV", file));
    return environment;
  }

  /** What only this service may know. */
  Map<String, String> ownEnvironment(ServiceDefinition service) {
    Map<String, String> environment = new HashMap<>();
    environment.put(
        "KILOWATCH_SERVICE_KEY_FILE", options.secret(service.name() + ".jwk").toString());
    if (service.equals(ServiceDefinition.REGISTRY)) {
      environment.put("KILOWATCH_ADMIN_EMAIL", options.adminEmail());
      environment.put("KILOWATCH_ADMIN_PASSWORD", PlatformSecrets.adminPassword(options));
    }
    if (service.equals(ServiceDefinition.REGISTRY) || service.equals(ServiceDefinition.EMULATORS)) {
      environment.put("KILOWATCH_EMULATOR_INGEST_KEY", PlatformSecrets.emulatorIngestKey(options));
    }
    if (service.equals(ServiceDefinition.EMULATORS)) {
      environment.put("KILOWATCH_TRACE_DIR", options.traceDirectory().toString());
      environment.put("KILOWATCH_INGESTION_URI", uri(ServiceDefinition.INGESTION));
      environment.put("KILOWATCH_SCHEDULER_URI", uri(ServiceDefinition.SCHEDULER));
    }
    if (service.equals(ServiceDefinition.SCHEDULER)) {
      environment.put("KILOWATCH_HISTORY_URI", uri(ServiceDefinition.HISTORY));
    }
    if (service.equals(ServiceDefinition.SCHEDULER)) {
      options
          .electricityMapsToken()
          .ifPresent(token -> environment.put("KILOWATCH_ELECTRICITY_MAPS_TOKEN", token));
    }
    if (service.equals(ServiceDefinition.EDGE)) {
      environment.put("KILOWATCH_INGESTION_URI", uri(ServiceDefinition.INGESTION));
      environment.put("KILOWATCH_PACKAGER_URI", uri(ServiceDefinition.PACKAGER));
      environment.put("KILOWATCH_HISTORY_URI", uri(ServiceDefinition.HISTORY));
      environment.put("KILOWATCH_CHAT_URI", uri(ServiceDefinition.CHAT));
      environment.put("KILOWATCH_SCHEDULER_URI", uri(ServiceDefinition.SCHEDULER));
      environment.put("KILOWATCH_EMULATORS_URI", uri(ServiceDefinition.EMULATORS));
      environment.put(
          "KILOWATCH_FRONTEND_DIR", installation.home().resolve("frontend/dist").toString());
    }
    return environment;
  }

  private Path data(String name) {
    return options.dataDirectory().resolve(name);
  }

  private static Supplier<String> fixed(String value) {
    return () -> value;
  }

  private static String withoutPassword(String uri) {
    return uri.replaceFirst("//[^@]*@", "//");
  }
}
