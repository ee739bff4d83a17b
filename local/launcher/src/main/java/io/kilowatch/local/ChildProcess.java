package io.kilowatch.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A process that ends with the JVM that started it, even when that is killed; its output goes to a
 * log file.
 */
final class ChildProcess {
  private static final Set<ChildProcess> LIVE = ConcurrentHashMap.newKeySet();

  // A child gets those of its caller's that are meant for it, by name.
  private static final Set<String> SECRETS =
      Set.of(
          "KILOWATCH_ADMIN_PASSWORD",
          "KILOWATCH_MONGODB_URI",
          "KILOWATCH_RABBITMQ_URI",
          "KILOWATCH_EMULATOR_INGEST_KEY",
          "KILOWATCH_ELECTRICITY_MAPS_TOKEN");

  private static final int LOG_LINES_SHOWN = 25;
  private static final int LOG_BYTES_READ = 32 << 10;

  // The kernel's parent-death signal follows the thread that started the child, not its process:
  // so one thread starts all of them and lives as long as the JVM.
  private static final ExecutorService SPAWNER =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("child-processes").factory());

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(ChildProcess::killAll, "kill-children"));
  }

  private final String name;
  private final Path log;
  private final Process process;

  private ChildProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  static ChildProcess start(
      String name, List<String> command, Map<String, String> environment, Path log) {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      ProcessBuilder builder = new ProcessBuilder(bound(command));
      builder.environment().keySet().removeIf(key -> key.startsWith("RABBITMQ_"));
      builder.environment().keySet().removeAll(SECRETS);
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      ChildProcess child = new ChildProcess(name, log, spawn(builder::start));
      LIVE.removeIf(other -> !other.isAlive());
      LIVE.add(child);
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A session of its own, so that Ctrl-C reaches only us and we stop the children in order; and
   * SIGKILL from the kernel when we die. Where util-linux is missing (macOS) the next start clears
   * up instead.
   */
  private static List<String> bound(List<String> command) {
    List<String> bound = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setpriv"))
        && Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      bound.addAll(List.of("/usr/bin/setsid", "/usr/bin/setpriv", "--pdeathsig", "KILL"));
    }
    bound.addAll(command);
    return bound;
  }

  private static Process spawn(Callable<Process> start) throws IOException {
    try {
      return SPAWNER.submit(start).get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  String name() {
    return name;
  }

  Path log() {
    return log;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  Process process() {
    return process;
  }

  /**
   * Returns when {@code ready} holds; throws with the end of the log when the process ends or time
   * runs out first.
   */
  void awaitReady(Duration limit, BooleanSupplier ready) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new LocalServerException(
            name + " ended with status " + process.exitValue() + " before it was ready\n" + tail());
      }
      if (System.nanoTime() > deadline) {
        kill();
        throw new LocalServerException(
            name + " was not ready within " + limit.toSeconds() + " s\n" + tail());
      }
      pauseOrKill();
    }
  }

  /** Who stops waiting for it does not want it any more. */
  private void pauseOrKill() {
    try {
      sleep(50);
    } catch (LocalServerException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** SIGTERM, and SIGKILL when it has not ended after {@code grace}. */
  void stop(Duration grace) {
    process.destroy();
    if (!ended(grace)) {
      kill();
    }
  }

  /** SIGKILL; returns when the process is gone. */
  void kill() {
    process.destroyForcibly();
    if (!ended(Duration.ofSeconds(20))) {
      throw new LocalServerException(name + " (pid " + pid() + ") does not die");
    }
  }

  void pause() {
    signal("STOP");
  }

  void resume() {
    signal("CONT");
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean ended(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The last lines of the log, for messages; of a long one only its end is read. */
  String tail() {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, file.length() - LOG_BYTES_READ);
      byte[] end = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(end);
      // Logs may hold bytes of any encoding; ISO 8859-1 takes them all.
      List<String> lines = new String(end, StandardCharsets.ISO_8859_1).lines().toList();
      int first = Math.max(0, lines.size() - LOG_LINES_SHOWN);
      return "the end of "
          + log
          + ":\n  "
          + String.join("\n  ", lines.subList(first, lines.size()));
    } catch (IOException e) {
      return "no log at " + log;
    }
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalServerException("interrupted while waiting", e);
    }
  }

  private static void killAll() {
    LIVE.forEach(child -> child.process.destroyForcibly());
  }
}
