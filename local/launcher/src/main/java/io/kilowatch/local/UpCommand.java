package io.kilowatch.local;

import io.kilowatch.local.demo.DemoFleet;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** {@code up}: checks, starts, watches, and at the end stops the platform. */
final class UpCommand {
  private final PlatformOptions options;
  private final Installation installation;
  private final boolean logged;
  private final Progress progress = new Progress(System.out);
  private final CountDownLatch stopAsked = new CountDownLatch(1);

  /** {@code logged}: what it says goes to a log file. */
  UpCommand(PlatformOptions options, Installation installation, boolean logged) {
    this.options = options;
    this.installation = installation;
    this.logged = logged;
  }

  /** The exit status. */
  int run() {
    try (PlatformLock lock = PlatformLock.take(options.dataDirectory()).orElse(null)) {
      if (lock == null) {
        return refuse(List.of(alreadyRunning()));
      }
      Leftovers.end(PlatformState.read(options.dataDirectory()), progress);
      Preflight preflight = Preflight.check(options, installation);
      preflight.notes().forEach(note -> progress.print("note: " + note));
      if (!preflight.problems().isEmpty()) {
        return refuse(preflight.problems());
      }
      return runPlatform();
    }
  }

  private int refuse(List<String> problems) {
    progress.print("Kilowatch was not started:");
    problems.forEach(problem -> progress.print("  - " + problem));
    return 1;
  }

  private String alreadyRunning() {
    return "A platform already runs on %s (pid %d); 'make down' stops it"
        .formatted(
            options.dataDirectory(), PlatformState.read(options.dataDirectory()).platformPid());
  }

  private int runPlatform() {
    boolean firstStart = !PlatformSecrets.exist(options);
    PlatformSecrets.ensure(options);
    options.createTraceDirectory();
    PlatformState state = PlatformState.fresh(options.dataDirectory());
    List<Unit> units = PlatformUnits.of(options, installation);
    Supervisor supervisor = new Supervisor(units, progress, state);
    int status = awaitEnd(units, state, supervisor, firstStart);
    supervisor.stop();
    stop(units);
    state.delete();
    return status;
  }

  /**
   * Starts the units and returns when the platform is to end: it did not start or was told to stop.
   *
   * <p>A stop interrupts the start, which has a thread of its own: an interrupt that reached this
   * one would be taken by what stops the units, which then would kill them.
   */
  private int awaitEnd(
      List<Unit> units, PlatformState state, Supervisor supervisor, boolean firstStart) {
    try (ExecutorService starter = Executors.newSingleThreadExecutor()) {
      Future<?> start = starter.submit(() -> start(units, state, firstStart));
      Signals.handle(() -> askToStop(start), () -> endAtOnce(units));
      start.get();
      supervisor.start();
      stopAsked.await();
      return 0;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      progress.print(
          "Kilowatch did not start: "
              + (cause instanceof LocalServerException known ? known.getMessage() : cause));
      return 1;
    } catch (CancellationException | InterruptedException e) {
      return 130;
    }
  }

  private @Nullable Void start(List<Unit> units, PlatformState state, boolean firstStart)
      throws InterruptedException {
    new Launch(units, progress, state).run();
    createDemoFleet();
    progress.print(new Greeting(options).text(firstStart, logged));
    state.markReady(); // whoever waits for this shows what was said so far, and ends
    return null;
  }

  /** Breaks off the start, where it still goes on, and ends the wait for this. */
  private void askToStop(Future<?> start) {
    progress.print("\nStopping (once more ends everything at once)");
    start.cancel(true);
    stopAsked.countDown();
  }

  static void endAtOnce(List<Unit> units) {
    try {
      units.parallelStream().forEach(Unit::kill);
    } finally {
      Runtime.getRuntime().halt(137);
    }
  }

  private void stop(List<Unit> units) {
    for (List<Unit> wave : PlatformUnits.stopWaves(units)) {
      try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
        wave.stream().filter(Unit::isAlive).forEach(unit -> together.execute(() -> stop(unit)));
      }
    }
  }

  /** One that does not end is no reason to end the others other than in order. */
  private void stop(Unit unit) {
    try {
      unit.stop();
      progress.line(unit.name(), "stopped");
    } catch (LocalServerException e) {
      progress.line(unit.name(), "not stopped: " + e.getMessage());
    }
  }

  /** A platform without its example servers is worth more than none. */
  private void createDemoFleet() {
    if (!options.demo()) {
      return;
    }
    try {
      DemoFleet fleet =
          new DemoFleet(
              URI.create("http://127.0.0.1:" + options.port()),
              options.adminEmail(),
              PlatformSecrets.adminPassword(options),
              options.dataDirectory().resolve("demo-fleet.begun"));
      progress.line("demo fleet", fleet.createIfEmpty());
    } catch (RuntimeException e) {
      progress.line("demo fleet", "not created: " + e.getMessage());
    }
  }
}
