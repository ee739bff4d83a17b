package io.kilowatch.local;

import io.kilowatch.local.demo.DemoFleet;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;

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
    Thread main = Thread.currentThread();
    Signals.handle(() -> askToStop(main), () -> endAtOnce(units));
    int status = 0;
    try {
      new Launch(units, progress, state).run();
      createDemoFleet();
      progress.print(new Greeting(options).text(firstStart, logged));
      state.markReady(); // whoever waits for this shows what was said so far, and ends
      Thread.ofPlatform().daemon().name("supervisor").start(supervisor);
      stopAsked.await();
    } catch (LocalServerException e) {
      progress.print("Kilowatch did not start: " + e.getMessage());
      status = 1;
    } catch (InterruptedException e) {
      // Ready and then told to stop is how it should end; before, the start was given up.
      status = state.isReady() ? 0 : 130;
    }
    supervisor.stop();
    stop(units);
    state.delete();
    return status;
  }

  /** Wakes whatever the start waits for, as well as the wait for the end. */
  private void askToStop(Thread main) {
    progress.print("\nStopping (once more ends everything at once)");
    stopAsked.countDown();
    main.interrupt();
  }

  private static void endAtOnce(List<Unit> units) {
    units.parallelStream().forEach(Unit::kill);
    Runtime.getRuntime().halt(137);
  }

  private void stop(List<Unit> units) {
    for (Unit unit : PlatformUnits.inStopOrder(units)) {
      if (unit.isAlive()) {
        unit.stop();
        progress.line(unit.name(), "stopped");
      }
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
              PlatformSecrets.adminPassword(options));
      progress.line("demo fleet", fleet.createIfEmpty());
    } catch (RuntimeException e) {
      progress.line("demo fleet", "not created: " + e.getMessage());
    }
  }
}
