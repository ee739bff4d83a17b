package io.kilowatch.local;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The installed RabbitMQ as a private node: own directories, ports, name, cookie and port mapper;
 * no plugins.
 */
public final class RabbitNode extends LocalServer implements Broker {
  private static final String USER = "kilowatch";
  private static final String NODE_NAME = "kilowatch@localhost";
  private static final byte[] AMQP_0_9_1 = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
  private static final int METHOD_FRAME = 1;

  // Not the wrappers on Debian's PATH, which change to the user of the system's own node.
  private static final List<String> SCRIPTS =
      List.of(
          "/usr/lib/rabbitmq/bin/rabbitmq-server",
          "/opt/homebrew/sbin/rabbitmq-server",
          "/usr/local/sbin/rabbitmq-server");

  private final Path directory;
  private final Path log;
  private final String password;
  private final int amqpPort;
  private final int distributionPort;
  private final int epmdPort;
  private @Nullable ChildProcess portMapper;

  private RabbitNode(Path directory, Path log, Path passwordFile) {
    this.directory = directory;
    this.log = log;
    this.password = Secret.keep(passwordFile, () -> Secret.random(24));
    Ports ports = new Ports(directory.resolve("ports.properties"));
    this.amqpPort = ports.get("amqp");
    this.distributionPort = ports.get("distribution");
    this.epmdPort = ports.get("epmd");
  }

  /** Everything, the password and the log included, is kept in {@code directory}. */
  public static RabbitNode start(Path directory) {
    return start(directory, directory.resolve("rabbitmq.log"), directory.resolve("password"));
  }

  static RabbitNode start(Path directory, Path log, Path passwordFile) {
    RabbitNode node = new RabbitNode(directory.toAbsolutePath(), log, passwordFile);
    try {
      node.restart();
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
    return node;
  }

  /** Whether this machine has a RabbitMQ that {@link #start} can run. */
  public static boolean isInstalled() {
    return script().isPresent();
  }

  @Override
  public String uri() {
    return "amqp://" + USER + ":" + password + "@127.0.0.1:" + amqpPort + "/kilowatch";
  }

  @Override
  ChildProcess launch() {
    String script =
        script()
            .orElseThrow(() ->
                new LocalServerException(
                    "No RabbitMQ here; install it (apt-get install rabbitmq-server)"));
    writeConfiguration();
    startPortMapper();
    ChildProcess process = ChildProcess.start("rabbitmq", List.of(script), environment(), log);
    process.awaitReady(Duration.ofMinutes(2), this::answersAmqp);
    return process;
  }

  /** Erlang's port mapper outlives the node it was started for, unless somebody else starts it. */
  private void startPortMapper() {
    if (portMapper == null || !portMapper.isAlive()) {
      portMapper =
          ChildProcess.start(
              "epmd",
              List.of("epmd", "-address", "127.0.0.1", "-port", Integer.toString(epmdPort)),
              Map.of(),
              directory.resolve("epmd.log"));
      portMapper.awaitReady(Duration.ofSeconds(10), () -> Ports.answers(epmdPort));
    }
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", directory.resolve("home").toString());
    environment.put("ERL_EPMD_PORT", Integer.toString(epmdPort));
    environment.put("ERL_EPMD_ADDRESS", "127.0.0.1");
    environment.put("RABBITMQ_NODENAME", NODE_NAME);
    environment.put("RABBITMQ_DIST_PORT", Integer.toString(distributionPort));
    environment.put("RABBITMQ_MNESIA_BASE", directory.resolve("data").toString());
    environment.put("RABBITMQ_CONFIG_FILE", directory.resolve("rabbitmq.conf").toString());
    environment.put("RABBITMQ_CONF_ENV_FILE", directory.resolve("rabbitmq-env.conf").toString());
    environment.put(
        "RABBITMQ_ENABLED_PLUGINS_FILE", directory.resolve("enabled_plugins").toString());
    environment.put("RABBITMQ_PID_FILE", directory.resolve("rabbitmq.pid").toString());
    environment.put("RABBITMQ_LOGS", "-");
    environment.put("RABBITMQ_LOG_BASE", directory.toString());
    // So the script becomes the Erlang VM instead of watching over it: one process to stop or kill.
    environment.put("RABBITMQ_ALLOW_INPUT", "1");
    environment.put("RABBITMQ_SERVER_START_ARGS", "-noinput");
    environment.put(
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
        "+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none"
            + " -kernel inet_dist_use_interface {127,0,0,1}");
    return environment;
  }

  private void writeConfiguration() {
    try {
      Files.createDirectories(directory.resolve("home"));
      Secret.keep(directory.resolve("home/.erlang.cookie"), () -> Secret.random(24));
      Files.writeString(directory.resolve("enabled_plugins"), "[].\n");
      Files.writeString(directory.resolve("rabbitmq-env.conf"), "");
      Secret.write(
          directory.resolve("rabbitmq.conf"),
          """
          listeners.tcp.default = 127.0.0.1:%d
          default_user = %s
          default_pass = %s
          default_vhost = kilowatch
          loopback_users.%s = true
          vm_memory_high_watermark.absolute = 768MB
          disk_free_limit.absolute = 200MB
          log.console = true
          log.console.level = warning
          """
              .formatted(amqpPort, USER, password, USER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> script() {
    return SCRIPTS.stream().filter(script -> Files.isExecutable(Path.of(script))).findFirst();
  }

  /**
   * The listener opens at the end of the boot; a first method frame says that connections are
   * served.
   */
  private boolean answersAmqp() {
    try (Socket socket = new Socket()) {
      socket.connect(Ports.address(amqpPort), 1_000);
      socket.setSoTimeout(2_000);
      socket.getOutputStream().write(AMQP_0_9_1);
      return new DataInputStream(socket.getInputStream()).readByte() == METHOD_FRAME;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Changes the node as {@code rabbitmqctl} does with these arguments.
   *
   * @throws LocalServerException if that does not end well within a minute
   */
  public void control(String... arguments) throws InterruptedException {
    String tool = script().orElseThrow().replace("rabbitmq-server", "rabbitmqctl");
    List<String> command = new ArrayList<>(List.of(tool, "-n", NODE_NAME));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment());
    Path output = directory.resolve("rabbitmqctl.log");
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    try {
      Process process = builder.start();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new LocalServerException("rabbitmqctl did not end well: " + Files.readString(output));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  Duration stopGrace() {
    return Duration.ofSeconds(40);
  }

  @Override
  public void close() {
    super.close();
    if (portMapper != null) {
      portMapper.kill();
    }
  }
}
