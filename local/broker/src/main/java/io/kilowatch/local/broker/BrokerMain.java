package io.kilowatch.local.broker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.SystemConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the broker until it is told to stop: {@code BrokerMain <port> <data directory> <ready
 * file>}.
 *
 * <p>User and password come from the environment ({@code KILOWATCH_BROKER_USER}, {@code
 * KILOWATCH_BROKER_PASSWORD}), where other users of the machine do not see them; there is no
 * default.
 *
 * <p>It ends when it has no port or no store, at the start or later: one that lived on would be
 * taken for a broker that works.
 */
public final class BrokerMain {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerMain.class);

  private BrokerMain() {}

  public static void main(String[] args) throws Exception {
    if (args.length != 3) {
      throw new IllegalArgumentException("usage: BrokerMain <port> <data directory> <ready file>");
    }
    Path data = Files.createDirectories(Path.of(args[1])).toAbsolutePath();
    System.setProperty("kilowatch.broker.port", args[0]);
    System.setProperty("kilowatch.broker.user", required("KILOWATCH_BROKER_USER"));
    System.setProperty("kilowatch.broker.password", required("KILOWATCH_BROKER_PASSWORD"));
    System.setProperty("qpid.work_dir", data.toString());

    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> end("Failed in " + thread.getName() + "; the broker ends", failure));
    SystemLauncher launcher = new SystemLauncher(new EndOfFailedStart());
    Runtime.getRuntime().addShutdownHook(new Thread(launcher::shutdown, "broker-shutdown"));
    launcher.startup(
        Map.of(
            SystemConfig.TYPE, "Memory",
            SystemConfig.INITIAL_CONFIGURATION_LOCATION, "classpath:broker.json",
            SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT, "false"));
    Files.writeString(Path.of(args[2]), "ready");
  }

  /** The launcher itself says nothing to its caller. */
  private static final class EndOfFailedStart extends DefaultSystemLauncherListener {
    @Override
    public void errorOnStartup(RuntimeException failure) {
      end("The broker did not start", failure);
    }
  }

  /** Without the shutdown hook, which would wait for what has failed. */
  private static void end(String message, Throwable failure) {
    try {
      LOG.error(message, failure);
    } finally {
      Runtime.getRuntime().halt(1);
    }
  }

  private static String required(String variable) {
    String value = System.getenv(variable);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(variable + " is not set");
    }
    return value;
  }
}
