package io.kilowatch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CassandraNodeIT {
  private CassandraNode node;

  @BeforeAll
  void start(@TempDir Path directory) {
    node = CassandraNode.start(directory);
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @Test
  void kill_afterWrites_keepsThem() {
    String contactPoint = node.contactPoint();
    try (CqlSession session = connect()) {
      createTable(session, "killed");
      for (int i = 0; i < 200; i++) {
        session.execute("INSERT INTO killed.t (id, v) VALUES (?, ?)", i, i * i);
      }
      node.kill();
    }

    node.restart();

    assertThat(node.contactPoint()).isEqualTo(contactPoint);
    try (CqlSession session = connect()) {
      assertThat(session.execute("SELECT id, v FROM killed.t").all())
          .hasSize(200)
          .allSatisfy(row -> assertThat(row.getInt(1)).isEqualTo(row.getInt(0) * row.getInt(0)));
    }
  }

  @Test
  void pause_thenResume_answersAgain() {
    try (CqlSession session = connect()) {
      SimpleStatement quick =
          SimpleStatement.newInstance("SELECT key FROM system.local")
              .setTimeout(Duration.ofMillis(700));
      node.pause();
      assertThatThrownBy(() -> session.execute(quick)).isInstanceOf(DriverException.class);
      node.resume();
      assertThat(session.execute("SELECT key FROM system.local").one()).isNotNull();
    }
  }

  private CqlSession connect() {
    String[] hostAndPort = node.contactPoint().split(":");
    return CqlSession.builder()
        .addContactPoint(new InetSocketAddress(hostAndPort[0], Integer.parseInt(hostAndPort[1])))
        .withLocalDatacenter(node.localDatacenter())
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(20))
                .build())
        .build();
  }

  private static void createTable(CqlSession session, String keyspace) {
    session.execute(
        "CREATE KEYSPACE "
            + keyspace
            + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
    session.execute("CREATE TABLE " + keyspace + ".t (id int PRIMARY KEY, v int)");
  }
}
