package io.kilowatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.local.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The platform as its users have it: the commands of the Makefile, on a data directory of its own.
 */
final class Platform implements AutoCloseable {

  private static final Path HOME = Path.of(System.getProperty("kilowatch.home"));
  private static final Pattern PASSWORD = Pattern.compile("(?im)password\\W+(\\S{12,})");

  /** Those that run; tests that are broken off leave none of them behind. */
  private static final Set<Platform> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(Platform::kill), "kill-platforms"));
  }

  private final Path data;
  private final int port;
  private final String demo;
  private final String broker;
  private final Map<String, String> environment;
  private String password = "";

  Platform(Path data, String demo) {
    this(data, demo, "embedded", Map.of());
  }

  /** With further settings, which {@code make up} takes from the environment. */
  Platform(Path data, String demo, String broker, Map<String, String> settings) {
    this.data = data;
    this.port = Ports.free();
    this.demo = demo;
    this.broker = broker;
    this.environment = new HashMap<>(settings);
    // Unpacked services depend on the build alone, so the platforms of one run share them.
    this.environment.put("CACHE_DIR", HOME.resolve("e2e/target/cache").toString());
    if (!Faults.FULL) {
      // Of a platform that lives for minutes, two fifths of its start went into optimizing it.
      this.environment.put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    }
  }

  /** {@code make up} in the background; returns once it says that it is ready. */
  String up() {
    RUNNING.add(this);
    String output = make("up", Duration.ofMinutes(6));
    Matcher printed = PASSWORD.matcher(output);
    if (password.isEmpty() && printed.find()) {
      password = printed.group(1);
    }
    return output;
  }

  /** What was running has ended in order then: its launcher stopped each process and said so. */
  String down() {
    boolean running = !launchers().isEmpty();
    String said = make("down", Duration.ofMinutes(4));
    if (running) {
      assertThat(lastStop()).containsPattern("(?m) packager-service +stopped$");
      if (!environment.containsKey("KILOWATCH_CASSANDRA_CONTACT_POINTS")) {
        assertThat(lastStop()).containsPattern("(?m) cassandra +stopped$");
      }
    }
    return said;
  }

  private String lastStop() {
    try {
      String log = Files.readString(data.resolve("logs/platform.log"));
      return log.substring(Math.max(0, log.lastIndexOf("Stopping")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String status() {
    return make("status", Duration.ofSeconds(60));
  }

  Path dataDirectory() {
    return data;
  }

  String url() {
    return "http://localhost:" + port;
  }

  String adminEmail() {
    return "admin@kilowatch.local";
  }

  String adminPassword() {
    assertThat(password).as("password printed by the first make up").isNotEmpty();
    return password;
  }

  /** SIGKILL for the process that watches over the others, as an out-of-memory killer would. */
  void killLauncher() {
    List<ProcessHandle> launchers = launchers();
    assertThat(launchers).as("launcher processes").isNotEmpty();
    launchers.forEach(ProcessHandle::destroyForcibly);
  }

  private List<ProcessHandle> launchers() {
    return processes().stream()
        .filter(p -> commandLine(p).contains("io.kilowatch.local.Platform"))
        .toList();
  }

  /** Every process that was started for this data directory and still runs. */
  List<ProcessHandle> processes() {
    return processesOn(data);
  }

  static List<ProcessHandle> processesOn(Path data) {
    List<ProcessHandle> found = new ArrayList<>();
    ProcessHandle.allProcesses()
        .filter(p -> p.pid() != ProcessHandle.current().pid())
        .filter(
            p -> environment(p).contains("DATA_DIR=" + data) || commandLine(p).contains(data + "/"))
        .forEach(found::add);
    return found;
  }

  @Override
  public void close() {
    down();
    kill();
    RUNNING.remove(this);
  }

  /** The launcher first: it starts anew whatever ends. */
  private void kill() {
    launchers().forEach(ProcessHandle::destroyForcibly);
    processes().forEach(ProcessHandle::destroyForcibly);
  }

  private String make(String target, Duration limit) {
    // Maven has just packaged everything; -o keeps make from doing it again underneath Maven.
    List<String> command =
        List.of(
            "make",
            "--no-print-directory",
            "-o",
            "target/built",
            "-o",
            "frontend/dist/index.html",
            target,
            "PORT=" + port,
            "DATA_DIR=" + data,
            "DEMO=" + demo,
            "BROKER=" + broker,
            "UP_ARGS=--detach");
    return run(command, HOME, environment, limit);
  }

  /** Runs a command, prints and returns what it says, and fails unless it ends well in time. */
  static String run(
      List<String> command, Path directory, Map<String, String> environment, Duration limit) {
    try {
      Path output = Files.createTempFile("kilowatch-e2e", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      // make passes its own flags on to a nested make, which would take them for ours.
      builder.environment().remove("MAKEFLAGS");
      builder.environment().remove("MFLAGS");
      builder.environment().remove("MAKELEVEL");
      builder.environment().putAll(environment);
      Process process = builder.start();
      boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
      String said = Files.readString(output);
      Files.delete(output);
      System.out.println(String.join(" ", command) + "\n" + said);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      assertThat(ended).as("%s ended within %s", command, limit).isTrue();
      assertThat(process.exitValue())
          .as("exit code of %s, which ended with:%n%s", command, lastLines(said))
          .isZero();
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String lastLines(String text) {
    List<String> lines = text.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
  }

  private static String environment(ProcessHandle process) {
    return readProc(process, "environ");
  }

  private static String commandLine(ProcessHandle process) {
    return readProc(process, "cmdline").replace('\0', ' ');
  }

  private static String readProc(ProcessHandle process, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
    } catch (IOException e) {
      return ""; // it has ended meanwhile, or is another user's
    }
  }
}
