package io.kilowatch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT extends BrokerContract {
  private static final String QUEUE = "kept";

  @Override
  Broker start(Path directory) {
    return EmbeddedBroker.start(directory);
  }

  @Test
  void restart_whereItsPortIsTaken_ends(@TempDir Path directory) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
      broker.stop();
      int port = URI.create(broker.uri()).getPort();
      try (ServerSocket stranger = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        assertThat(stranger.isBound()).isTrue();
        assertThatExceptionOfType(LocalServerException.class)
            .isThrownBy(broker::restart)
            .withMessageContaining("ended with status 1");
      }
    }
  }

  @Test
  void restart_withoutAStoreThatCanBeRead_ends(@TempDir Path directory) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
      broker.stop();
      try (Stream<Path> files = Files.walk(directory.resolve("data/store"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".jdb")).toList()) {
          Files.writeString(file, "not what was written");
        }
      }
      assertThatExceptionOfType(LocalServerException.class)
          .isThrownBy(broker::restart)
          .withMessageContaining("ended with status 1");
    }
  }

  @Test
  void write_thatCanNotBeKept_endsTheProcess(@TempDir Path directory) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
      ConnectionFactory factory = new ConnectionFactory();
      factory.setUri(broker.uri());
      factory.setAutomaticRecoveryEnabled(false);
      Connection connection = factory.newConnection();
      Channel channel = connection.createChannel();
      channel.queueDeclare(QUEUE, true, false, false, null);
      channel.confirmSelect();
      publish(channel, "a");
      channel.waitForConfirmsOrDie(30_000);
      FileSizeLimit.exhaust(broker);

      publish(channel, "b");

      assertThat(broker.process().process().waitFor(60, TimeUnit.SECONDS)).isTrue();
      connection.abort();
      broker.restart();
      try (Connection again = factory.newConnection();
          Channel reading = again.createChannel()) {
        assertThat(reading.basicGet(QUEUE, true).getBody()).asString().isEqualTo("a");
        assertThat(reading.basicGet(QUEUE, true)).isNull();
      }
    }
  }

  private static void publish(Channel channel, String body) throws Exception {
    channel.basicPublish(
        "", QUEUE, MessageProperties.PERSISTENT_BASIC, body.getBytes(StandardCharsets.UTF_8));
  }
}
