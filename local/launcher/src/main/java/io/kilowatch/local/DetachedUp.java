package io.kilowatch.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code up --detach}: the platform in a session of its own, followed until it is ready. */
final class DetachedUp {
  private static final String LOGGED = "kilowatch.logged";

  private final PlatformOptions options;
  private final Installation installation;

  DetachedUp(PlatformOptions options, Installation installation) {
    this.options = options;
    this.installation = installation;
  }

  /** The exit status: 0 when the platform is ready. */
  int run() {
    Path log = options.log("platform");
    boolean firstStart = !PlatformSecrets.exist(options);
    try {
      DataDirectory.create(options.dataDirectory());
      Files.createDirectories(options.logs());
      long shown = Files.exists(log) ? Files.size(log) : 0;
      Process platform = start(log);
      while (platform.isAlive() && !isReady(platform.pid())) {
        ChildProcess.sleep(200);
        shown = show(log, shown);
      }
      show(log, shown);
      if (!platform.isAlive()) {
        return 1;
      }
      if (firstStart) {
        System.out.println(new Greeting(options).passwordLine());
      }
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In the platform's own process: whether it was started by this and prints to a log. */
  static boolean isLogged() {
    return Boolean.getBoolean(LOGGED);
  }

  private Process start(Path log) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.add("/usr/bin/setsid");
    }
    command.add(Jdk.running().java());
    command.add("-XX:+UseSerialGC");
    command.add("-Xmx64m");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Dkilowatch.home=" + installation.home());
    command.add("-D" + LOGGED + "=true");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Platform.class.getName());
    command.add("up");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private boolean isReady(long pid) {
    PlatformState state = PlatformState.read(options.dataDirectory());
    return state.platformPid() == pid && state.isReady();
  }

  private static long show(Path log, long from) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] fresh = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(fresh);
      System.out.print(new String(fresh, StandardCharsets.UTF_8));
      System.out.flush();
      return from + fresh.length;
    }
  }
}
