package io.kilowatch.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The checkout: where the jars are that the build has gathered. */
record Installation(Path home) {
  /** By the system property or environment variable, else the working directory or one above it. */
  static Installation find() {
    String home = System.getProperty("kilowatch.home", System.getenv("KILOWATCH_HOME"));
    return new Installation(
        home == null ? aboveWorkingDirectory() : Path.of(home).toAbsolutePath());
  }

  private static Path aboveWorkingDirectory() {
    Path here = Path.of("").toAbsolutePath();
    for (Path candidate = here; candidate != null; candidate = candidate.getParent()) {
      if (Files.isDirectory(candidate.resolve("local/launcher"))) {
        return candidate;
      }
    }
    throw new LocalServerException(
        "No Kilowatch checkout at or above " + here + "; set the system property kilowatch.home");
  }

  /** {@code local/<module>/target}. */
  Path target(String module) {
    return home.resolve("local").resolve(module).resolve("target");
  }

  /** The jars of a local module in a fixed order, as class data archives depend on it. */
  List<Path> jars(String module) {
    Path lib = target(module).resolve("lib");
    if (!Files.isDirectory(lib)) {
      throw new LocalServerException(lib + " is missing; run 'make build' first");
    }
    try (Stream<Path> files = Files.list(lib)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
