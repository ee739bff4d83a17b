package io.kilowatch.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * What a running platform tells other commands, and the next start, about itself: a small file in
 * the data directory.
 */
final class PlatformState {
  /** One process as the file has it. */
  record Entry(String name, long pid, String address, String health, String log) {}

  private final Path file;
  private final Properties properties = new Properties();

  private PlatformState(Path file) {
    this.file = file;
  }

  static PlatformState fresh(Path dataDirectory) {
    PlatformState state = new PlatformState(fileIn(dataDirectory));
    state.set("platform.pid", Long.toString(ProcessHandle.current().pid()));
    return state;
  }

  /** What the last platform left, empty where there was none. */
  static PlatformState read(Path dataDirectory) {
    PlatformState state = new PlatformState(fileIn(dataDirectory));
    if (Files.exists(state.file)) {
      try (Reader reader = Files.newBufferedReader(state.file)) {
        state.properties.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return state;
  }

  private static Path fileIn(Path dataDirectory) {
    return dataDirectory.resolve("platform.properties");
  }

  long platformPid() {
    return Long.parseLong(properties.getProperty("platform.pid", "0"));
  }

  boolean isReady() {
    return properties.containsKey("platform.ready");
  }

  void markReady() {
    set("platform.ready", "true");
  }

  synchronized void put(Entry entry) {
    properties.setProperty("process." + entry.name + ".pid", Long.toString(entry.pid));
    properties.setProperty("process." + entry.name + ".address", entry.address);
    properties.setProperty("process." + entry.name + ".health", entry.health);
    set("process." + entry.name + ".log", entry.log);
  }

  synchronized List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (String key : properties.stringPropertyNames().stream().sorted().toList()) {
      if (key.startsWith("process.") && key.endsWith(".pid")) {
        String name = key.substring("process.".length(), key.length() - ".pid".length());
        entries.add(
            new Entry(
                name,
                Long.parseLong(properties.getProperty(key)),
                text(name, "address"),
                text(name, "health"),
                text(name, "log")));
      }
    }
    return entries;
  }

  void delete() {
    file.toFile().delete();
  }

  private String text(String name, String attribute) {
    return properties.getProperty("process." + name + "." + attribute, "");
  }

  private synchronized void set(String key, String value) {
    properties.setProperty(key, value);
    try {
      Files.createDirectories(file.getParent());
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      try (Writer writer = Files.newBufferedWriter(fresh)) {
        properties.store(writer, "The platform that runs on this directory");
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
