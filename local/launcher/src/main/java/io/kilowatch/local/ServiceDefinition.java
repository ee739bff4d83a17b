package io.kilowatch.local;

import java.util.List;

/**
 * What the platform knows of a service before it runs.
 *
 * @param jar the executable jar, below the checkout
 * @param after the units that must be ready before it starts; of the servers among them it is told
 *     the address
 * @param hot whether readings pass through it, so that it is worth the optimizing compiler's memory
 */
record ServiceDefinition(
    String name, String jar, List<String> after, int heapMegabytes, boolean hot) {
  static final ServiceDefinition REGISTRY =
      service("server-registry", List.of("documents", "broker"), 160, false);
  static final ServiceDefinition INGESTION =
      service("ingestion-service", List.of("server-registry", "broker"), 176, true);
  static final ServiceDefinition PACKAGER =
      service("packager-service", List.of("cassandra", "broker"), 192, true);
  static final ServiceDefinition HISTORY =
      service("history-service", List.of("cassandra", "broker"), 320, true);
  static final ServiceDefinition EMULATORS =
      service("sensor-emulators", List.of("ingestion-service", "broker"), 160, false);
  static final ServiceDefinition EDGE =
      new ServiceDefinition(
          "edge", "local/edge/target/local-edge-0.1.0-SNAPSHOT-exec.jar", List.of(), 128, true);

  /** In the order in which they are listed, and started when several could be. */
  static final List<ServiceDefinition> ALL =
      List.of(REGISTRY, PACKAGER, INGESTION, HISTORY, EDGE, EMULATORS);

  private static ServiceDefinition service(
      String name, List<String> after, int heapMegabytes, boolean hot) {
    return new ServiceDefinition(
        name, name + "/target/" + name + "-0.1.0-SNAPSHOT-exec.jar", after, heapMegabytes, hot);
  }
}
