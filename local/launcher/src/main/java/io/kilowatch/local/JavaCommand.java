package io.kilowatch.local;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command line of a server that runs on a JVM: small heap, serial collector, few threads. */
final class JavaCommand {
  /**
   * glibc gives each thread an arena of its own otherwise, which costs a small JVM as much as its
   * heap.
   */
  static final String FEW_ARENAS = "MALLOC_ARENA_MAX";

  private final List<String> words = new ArrayList<>();

  JavaCommand(Jdk jdk) {
    words.add(jdk.java());
    words.addAll(List.of("-XX:+UseSerialGC", "-Xss512k", "-XX:+ExitOnOutOfMemoryError"));
    words.add("-XX:-UsePerfData");
  }

  JavaCommand flags(List<String> flags) {
    words.addAll(flags);
    return this;
  }

  JavaCommand flags(String... flags) {
    return flags(List.of(flags));
  }

  /** The class path and the main class; only its arguments may follow. */
  JavaCommand main(List<Path> classPath, String mainClass) {
    words.add("-cp");
    words.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    words.add(mainClass);
    return this;
  }

  List<String> words(String... arguments) {
    words.addAll(List.of(arguments));
    return List.copyOf(words);
  }
}
