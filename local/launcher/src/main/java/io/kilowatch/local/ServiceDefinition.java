package io.kilowatch.local;

import java.util.List;

/**
 * What the platform knows of a service before it runs.
 *
 * @param jar the executable jar, below the checkout
 * @param after the units that must be ready before it starts; of the servers among them it is told
 *     the address
 * @param heap its sizes: see {@link Heap}
 * @param hot whether so much passes through it that it is worth the optimizing compiler's memory
 */
record ServiceDefinition(String name, String jar, List<String> after, Heap heap, boolean hot) {
  /**
   * Sizes of a heap in megabytes. Whatever it may have, a process comes to hold, because garbage is
   * only looked for once there is no room: so each has little more than its work needs.
   *
   * @param start from the beginning
   * @param young of these, what newly allocated objects get. A service whose objects live for one
   *     request gets half of its heap, one that keeps things for seconds gets less
   * @param most how much it may become
   */
  record Heap(int start, int young, int most) {
    List<String> flags() {
      return List.of(
          "-Xms" + start + "m", "-Xmn" + young + "m", "-Xmx" + most + "m", "-XX:SurvivorRatio=4");
    }
  }

  static final ServiceDefinition REGISTRY =
      service("server-registry", List.of("documents", "broker"), new Heap(32, 8, 160), false);
  static final ServiceDefinition INGESTION =
      service(
          "ingestion-service", List.of("server-registry", "broker"), new Heap(64, 40, 176), true);
  static final ServiceDefinition PACKAGER =
      service("packager-service", List.of("cassandra", "broker"), new Heap(64, 36, 128), true);
  static final ServiceDefinition HISTORY =
      service("history-service", List.of("cassandra", "broker"), new Heap(48, 16, 320), true);
  static final ServiceDefinition CHAT =
      service("chat-service", List.of("documents", "broker"), new Heap(64, 36, 160), true);
  static final ServiceDefinition SCHEDULER =
      service("scheduler-service", List.of("documents", "broker"), new Heap(32, 12, 256), false);
  static final ServiceDefinition EMULATORS =
      service(
          "sensor-emulators", List.of("ingestion-service", "broker"), new Heap(32, 8, 160), false);
  static final ServiceDefinition EDGE =
      new ServiceDefinition(
          "edge",
          "local/edge/target/local-edge-0.1.0-SNAPSHOT-exec.jar",
          List.of(),
          new Heap(40, 12, 128),
          true);

  /** In the order in which they are listed, and started when several could be. */
  static final List<ServiceDefinition> ALL =
      List.of(REGISTRY, PACKAGER, INGESTION, HISTORY, CHAT, SCHEDULER, EDGE, EMULATORS);

  private static ServiceDefinition service(
      String name, List<String> after, Heap heap, boolean hot) {
    return new ServiceDefinition(
        name, name + "/target/" + name + "-0.1.0-SNAPSHOT-exec.jar", after, heap, hot);
  }
}
