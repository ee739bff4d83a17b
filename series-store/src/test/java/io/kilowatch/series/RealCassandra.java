package io.kilowatch.series;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.kilowatch.local.CassandraNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** One node for all tests of this module, which keep apart by keyspace; it ends with the JVM. */
public final class RealCassandra {
  private static final CassandraNode NODE = start();

  private RealCassandra() {}

  public static CqlSession session() {
    String[] contactPoint = NODE.contactPoint().split(":");
    return CqlSession.builder()
        .addContactPoint(new InetSocketAddress(contactPoint[0], Integer.parseInt(contactPoint[1])))
        .withLocalDatacenter(NODE.localDatacenter())
        .withConfigLoader(
            // Schema changes and whole days take their time beside other builds.
            DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                .build())
        .build();
  }

  private static CassandraNode start() {
    try {
      Path directory = Files.createTempDirectory(Path.of("target"), "cassandra-it");
      CassandraNode node = CassandraNode.start(directory);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(node, directory)));
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(CassandraNode node, Path directory) {
    node.close();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
