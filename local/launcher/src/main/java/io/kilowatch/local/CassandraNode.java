package io.kilowatch.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One Cassandra node from the jars of Maven Central, on loopback ports, open to whoever can reach
 * them.
 */
public final class CassandraNode extends LocalServer {
  private final Installation installation = Installation.find();
  private final Jdk jdk = Jdk.find(17).orElseGet(Jdk::running);
  private final Path directory;
  private final Path log;
  private final int cqlPort;
  private final int storagePort;
  private final int jmxPort;

  /** 1 for the first of a ring or one alone; the last number of its loopback address. */
  private final int number;

  /** All of a ring have the same ports, each on an address of its own. */
  private CassandraNode(Path directory, Path log, Ports shared, int number) {
    this.directory = directory;
    this.log = log;
    this.cqlPort = shared.get("cql");
    this.storagePort = shared.get("storage");
    this.jmxPort = shared.get(number == 1 ? "jmx" : "jmx-" + number);
    this.number = number;
  }

  /**
   * Everything, the log included, is kept in {@code directory}; returns when the node is up and
   * normal.
   */
  public static CassandraNode start(Path directory) {
    return start(directory, directory.resolve("cassandra.log"));
  }

  static CassandraNode start(Path directory, Path log) {
    Path own = directory.toAbsolutePath();
    Ports ports = new Ports(own.resolve("ports.properties"));
    CassandraNode node = new CassandraNode(own, log, ports, 1);
    node.restart();
    return node;
  }

  /** Nodes on 127.0.0.1, 127.0.0.2 and so on that are one ring, each with a folder of its own. */
  public static List<CassandraNode> startRing(Path directory, int size) {
    Path own = directory.toAbsolutePath();
    Ports ports = new Ports(own.resolve("ports.properties"));
    List<CassandraNode> ring = new ArrayList<>();
    try {
      for (int number = 1; number <= size; number++) {
        Path folder = own.resolve("node-" + number);
        CassandraNode node =
            new CassandraNode(folder, folder.resolve("cassandra.log"), ports, number);
        ring.add(node);
        node.restart();
      }
    } catch (RuntimeException e) {
      ring.forEach(CassandraNode::close);
      throw e;
    }
    return ring;
  }

  /** {@code 127.0.0.1:port}. */
  public String contactPoint() {
    return address() + ":" + cqlPort;
  }

  private String address() {
    return "127.0.0." + number;
  }

  public String localDatacenter() {
    return "datacenter1";
  }

  @Override
  ChildProcess launch() {
    writeConfiguration();
    List<Path> classPath = classPath();
    ClassArchive archive =
        ClassArchive.of(
            installation.target("cassandra").resolve("cds"), "cassandra", jdk, classPath);
    ChildProcess process =
        ChildProcess.start(
            "cassandra",
            new JavaCommand(jdk)
                .flags("-Xms128m", "-Xmx448m", "-XX:TieredStopAtLevel=1")
                .flags("-XX:MaxDirectMemorySize=256m")
                // Cassandra's own default; only an assertion notices that a full disk took a part
                // of
                // what was to be synced, and without it the whole is acknowledged.
                .flags("-ea:org.apache.cassandra.db.commitlog...")
                // Else a crash is reported in whatever directory the platform was started from.
                .flags("-XX:ErrorFile=" + directory.resolve("hs_err_pid%p.log"))
                .flags(moduleFlags())
                .flags(archive.flags())
                .flags(properties())
                .main(classPath, "org.apache.cassandra.service.CassandraDaemon")
                .words(),
            Map.of(JavaCommand.FEW_ARENAS, "2"),
            log);
    CassandraProbe probe =
        new CassandraProbe(new InetSocketAddress(address(), cqlPort), jmxPort, number);
    process.awaitReady(Duration.ofMinutes(3), probe::isUpAndNormal);
    return process;
  }

  /** The no-op security manager stands ahead of Cassandra's where the JDK has none any more. */
  private List<Path> classPath() {
    List<Path> classPath = new ArrayList<>();
    if (jdk.feature() >= 24) {
      classPath.add(installation.target("cassandra").resolve("local-cassandra-0.1.0-SNAPSHOT.jar"));
    }
    classPath.addAll(installation.jars("cassandra"));
    return classPath;
  }

  private List<String> moduleFlags() {
    List<String> flags = new ArrayList<>(resource("cassandra-jvm.args").lines().toList());
    if (jdk.feature() >= 24) {
      flags.removeIf(flag -> flag.contains("jdk.internal.util.jar"));
      flags.add("--sun-misc-unsafe-memory-access=allow");
      flags.add("--enable-native-access=ALL-UNNAMED");
    }
    return flags;
  }

  private List<String> properties() {
    return List.of(
        "-Dcassandra.config=" + directory.resolve("cassandra.yaml").toUri(),
        "-Dlogback.configurationFile=" + directory.resolve("logback.xml").toUri(),
        "-Dcassandra.storagedir=" + directory.resolve("data"),
        "-Dcassandra.jmx.local.port=" + jmxPort,
        "-Dcassandra-foreground=yes",
        // A node on its own has nobody to wait for, nor has the first of a ring.
        "-Dcassandra.superuser_setup_delay_ms=0",
        "-Dcassandra.skip_wait_for_gossip_to_settle=0",
        "-Dcassandra.ring_delay_ms=" + (number == 1 ? 0 : 2_000),
        // What a full disk cuts off was never acknowledged, but is an error to a replay.
        "-Dcassandra.commitlog.ignorereplayerrors=true",
        // Else each task names its thread, which is a call of the kernel.
        "-Dcassandra.set_sep_thread_name=false",
        // Else it is measured at each start.
        "-Dcassandra.memtable.row_overhead_size=180",
        "-Djava.io.tmpdir=" + directory.resolve("tmp"));
  }

  private void writeConfiguration() {
    try {
      Files.createDirectories(directory.resolve("tmp"));
      Files.writeString(
          directory.resolve("cassandra.yaml"),
          resource("cassandra.yaml")
              .replace("${data}", directory.resolve("data").toString())
              .replace("${address}", address())
              .replace("${cqlPort}", Integer.toString(cqlPort))
              .replace("${storagePort}", Integer.toString(storagePort)));
      Files.writeString(directory.resolve("logback.xml"), resource("cassandra-logback.xml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) {
    try (var stream = Objects.requireNonNull(CassandraNode.class.getResourceAsStream(name), name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  Duration stopGrace() {
    return Duration.ofMinutes(1);
  }
}
