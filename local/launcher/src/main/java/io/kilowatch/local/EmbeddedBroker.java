package io.kilowatch.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The embedded AMQP broker (Apache Qpid Broker-J) with durable queues, on a loopback port. */
public final class EmbeddedBroker extends LocalServer implements Broker {
  private static final String USER = "kilowatch";
  private static final String MAIN = "io.kilowatch.local.broker.BrokerMain";

  private final Installation installation = Installation.find();
  private final Path directory;
  private final Path log;
  private final String password;
  private final int port;

  private EmbeddedBroker(Path directory, Path log, Path passwordFile) {
    this.directory = directory;
    this.log = log;
    this.password = Secret.keep(passwordFile, () -> Secret.random(24));
    this.port = new Ports(directory.resolve("ports.properties")).get("amqp");
  }

  /** Everything, the password and the log included, is kept in {@code directory}. */
  public static EmbeddedBroker start(Path directory) {
    return start(directory, directory.resolve("broker.log"), directory.resolve("password"));
  }

  static EmbeddedBroker start(Path directory, Path log, Path passwordFile) {
    EmbeddedBroker broker = new EmbeddedBroker(directory.toAbsolutePath(), log, passwordFile);
    broker.restart();
    return broker;
  }

  @Override
  public String uri() {
    return "amqp://" + USER + ":" + password + "@127.0.0.1:" + port + "/kilowatch";
  }

  @Override
  ChildProcess launch() {
    List<Path> jars = installation.jars("broker");
    ClassArchive archive =
        ClassArchive.of(
            installation.target("broker").resolve("cds"), "broker", Jdk.running(), jars);
    Path ready = directory.resolve("ready");
    ready.toFile().delete();
    ChildProcess process =
        ChildProcess.start(
            "broker",
            new JavaCommand(Jdk.running())
                .flags("-XX:+UseCompactObjectHeaders", "-XX:TrimNativeHeapInterval=10000")
                .flags("-Xmx192m", "-XX:MaxDirectMemorySize=160m")
                .flags(archive.flags())
                .main(jars, MAIN)
                .words(
                    Integer.toString(port), directory.resolve("data").toString(), ready.toString()),
            Map.of(
                "KILOWATCH_BROKER_USER",
                USER,
                "KILOWATCH_BROKER_PASSWORD",
                password,
                JavaCommand.FEW_ARENAS,
                "2"),
            log);
    process.awaitReady(Duration.ofSeconds(90), () -> Files.exists(ready));
    return process;
  }

  @Override
  Duration stopGrace() {
    return Duration.ofSeconds(20);
  }
}
