package io.kilowatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTests {
  @TempDir Path directory;

  @Test
  void get_onceItsServerRuns_staysTheSame() throws Exception {
    Ports ports = new Ports(directory.resolve("ports.properties"));
    int port = ports.get("ingestion-service");
    try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(server.isBound()).isTrue();
      assertThat(ports.get("ingestion-service")).isEqualTo(port);
    }
  }

  @Test
  void get_atTheNextStart_isRememberedWhileItIsFree() throws Exception {
    Path file = directory.resolve("ports.properties");
    int port = new Ports(file).get("cql");
    assertThat(new Ports(file).get("cql")).isEqualTo(port);
    try (ServerSocket stranger = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(stranger.isBound()).isTrue();
      assertThat(new Ports(file).get("cql")).isNotEqualTo(port);
    }
  }

  @Test
  void get_forMany_isAnotherOneForEach() {
    Ports ports = new Ports(directory.resolve("ports.properties"));
    assertThat(IntStream.range(0, 400).map(number -> ports.get("server-" + number)))
        .doesNotHaveDuplicates();
  }

  @Test
  void get_whereTwoRememberTheSame_givesItToOne() throws Exception {
    Path file = directory.resolve("ports.properties");
    int port = new Ports(file).get("cql");
    Files.writeString(file, "jmx=" + port, StandardOpenOption.APPEND);
    Path other = directory.resolve("other.properties");
    Files.writeString(other, "amqp=" + port);

    Ports ports = new Ports(file);

    assertThat(ports.get("cql")).isEqualTo(port);
    assertThat(ports.get("jmx")).isNotEqualTo(port);
    assertThat(new Ports(other).get("amqp")).isNotEqualTo(port);
  }
}
