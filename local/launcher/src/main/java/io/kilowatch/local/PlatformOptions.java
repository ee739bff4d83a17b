package io.kilowatch.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What the caller may choose, all of it from the environment. */
record PlatformOptions(
    int port,
    Path dataDirectory,
    Path cacheDirectory,
    boolean rabbit,
    boolean demo,
    String adminEmail,
    Optional<String> rabbitUri,
    Optional<String> cassandraContactPoints,
    String cassandraReplication,
    Optional<String> mongoUri,
    Optional<String> intensityCsv,
    Optional<String> electricityMapsToken,
    Optional<String> chosenTraceDirectory) {

  static PlatformOptions from(Map<String, String> environment) {
    Path data = directory(text(environment, "DATA_DIR").orElse(".kilowatch"));
    return new PlatformOptions(
        port(environment),
        data,
        text(environment, "CACHE_DIR")
            .map(PlatformOptions::directory)
            .orElse(data.resolve("cache")),
        rabbit(environment),
        !text(environment, "DEMO").orElse("on").equals("off"),
        text(environment, "KILOWATCH_ADMIN_EMAIL").orElse("admin@kilowatch.local"),
        text(environment, "KILOWATCH_RABBITMQ_URI"),
        text(environment, "KILOWATCH_CASSANDRA_CONTACT_POINTS"),
        text(environment, "KILOWATCH_CASSANDRA_REPLICATION").orElse("1"),
        text(environment, "KILOWATCH_MONGODB_URI"),
        text(environment, "KILOWATCH_INTENSITY_CSV"),
        text(environment, "KILOWATCH_ELECTRICITY_MAPS_TOKEN"),
        text(environment, "KILOWATCH_TRACE_DIR"));
  }

  String origin() {
    return "http://localhost:" + port;
  }

  Path logs() {
    return dataDirectory.resolve("logs");
  }

  Path log(String name) {
    return logs().resolve(name + ".log");
  }

  Path temporary(String name) {
    return dataDirectory.resolve("tmp").resolve(name);
  }

  /** Where the emulators find traces to replay. */
  Path traceDirectory() {
    return chosenTraceDirectory
        .map(PlatformOptions::directory)
        .orElse(dataDirectory.resolve("traces"));
  }

  /**
   * Makes the platform's own one, so that a trace can be put there; a chosen one is its owner's.
   */
  void createTraceDirectory() {
    if (chosenTraceDirectory.isPresent()) {
      return;
    }
    try {
      Files.createDirectories(traceDirectory());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path secret(String name) {
    return dataDirectory.resolve("secrets").resolve(name);
  }

  private static Path directory(String path) {
    return Path.of(path).toAbsolutePath().normalize();
  }

  private static int port(Map<String, String> environment) {
    String value = text(environment, "PORT").orElse("8080");
    if (!value.matches("\\d{1,5}")
        || Integer.parseInt(value) < 1
        || Integer.parseInt(value) > 65_535) {
      throw new LocalServerException("PORT must be a number from 1 to 65535, not '" + value + "'");
    }
    return Integer.parseInt(value);
  }

  private static boolean rabbit(Map<String, String> environment) {
    String value = text(environment, "BROKER").orElse("embedded");
    return switch (value) {
      case "rabbitmq" -> true;
      case "embedded" -> false;
      default ->
          throw new LocalServerException(
              "BROKER must be embedded or rabbitmq, not '" + value + "'");
    };
  }

  /** A variable that is set to nothing counts as not set. */
  private static Optional<String> text(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
