package io.kilowatch.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A JDK installed on this machine. */
record Jdk(Path home, int feature) {
  private static final List<String> VARIABLES =
      List.of("JAVA17_HOME", "JAVA_HOME_17_X64", "JAVA_HOME_17_ARM64", "JAVA_HOME");

  /** The one that runs this program. */
  static Jdk running() {
    return new Jdk(Path.of(System.getProperty("java.home")), Runtime.version().feature());
  }

  /** Looks where packages, SDKMAN, IDEs and CI machines put their JDKs. */
  static Optional<Jdk> find(int feature) {
    List<Path> candidates = new ArrayList<>();
    for (String variable : VARIABLES) {
      String value = System.getenv(variable);
      if (value != null && !value.isBlank()) {
        candidates.add(Path.of(value));
      }
    }
    Path user = Path.of(System.getProperty("user.home"));
    for (Path folder :
        List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/opt/java"),
            Path.of("/opt"),
            user.resolve(".sdkman/candidates/java"),
            user.resolve(".jdks"),
            Path.of("/Library/Java/JavaVirtualMachines"))) {
      candidates.addAll(children(folder));
    }
    return candidates.stream()
        .flatMap(path -> Stream.of(path, path.resolve("Contents/Home")))
        .filter(path -> Files.isExecutable(path.resolve("bin/java")))
        .filter(path -> featureOf(path) == feature)
        .findFirst()
        .map(path -> new Jdk(path, feature));
  }

  String java() {
    return home.resolve("bin/java").toString();
  }

  private static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Each JDK says its version in a file named release: {@code JAVA_VERSION="17.0.15"}. */
  private static int featureOf(Path home) {
    try (Stream<String> lines = Files.lines(home.resolve("release"))) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION=\""))
          .map(line -> line.substring("JAVA_VERSION=\"".length(), line.length() - 1))
          .map(version -> Runtime.Version.parse(version).feature())
          .findFirst()
          .orElse(0);
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }
}
