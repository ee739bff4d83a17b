package io.kilowatch.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What both brokers must do for those who test against them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrokerContract {
  private static final String QUEUE = "readings.power";
  private static final Map<String, Object> QUEUE_ARGUMENTS =
      Map.of(
          "x-queue-type", "quorum",
          "x-overflow", "reject-publish",
          "x-dead-letter-exchange", "readings.dlx",
          "x-dead-letter-strategy", "at-least-once",
          "x-delivery-limit", 100);

  private Broker broker;

  abstract Broker start(Path directory);

  @BeforeAll
  void startBroker(@TempDir Path directory) {
    broker = start(directory);
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  @Test
  void kill_afterConfirm_keepsConfirmedMessages() throws Exception {
    String uri = broker.uri();
    Connection publisher = connect();
    Channel publishing = publisher.createChannel();
    declare(publishing);
    // RabbitMQ writes a new quorum queue's place in its directory every half second; killed before
    // that, the queue has no leader afterwards (seen with 3.10.8).
    Thread.sleep(1_500);
    publishing.confirmSelect();
    for (int i = 0; i < 200; i++) {
      publishing.basicPublish(
          "readings", "power", true, MessageProperties.PERSISTENT_BASIC, bytes("m" + i));
    }
    publishing.waitForConfirmsOrDie(30_000);
    broker.kill();
    publisher.abort(); // it went with the broker, which its own end notices sooner or later

    broker.restart();

    assertThat(broker.uri()).isEqualTo(uri);
    try (Connection connection = connect();
        Channel channel = connection.createChannel()) {
      declare(channel);
      for (int i = 0; i < 200; i++) {
        GetResponse response = channel.basicGet(QUEUE, false);
        assertThat(response).as("message %d", i).isNotNull();
        assertThat(new String(response.getBody(), StandardCharsets.UTF_8)).isEqualTo("m" + i);
        channel.basicAck(response.getEnvelope().getDeliveryTag(), false);
      }
      assertThat(channel.basicGet(QUEUE, true)).isNull();
    }
  }

  @Test
  void publish_withoutQueue_isReturnedWhenMandatory() throws Exception {
    try (Connection connection = connect();
        Channel channel = connection.createChannel()) {
      declare(channel);
      var returned = new CompletableFuture<Integer>();
      channel.addReturnListener(message -> returned.complete(message.getReplyCode()));
      channel.basicPublish("readings", "nobody", true, new AMQP.BasicProperties(), bytes("x"));
      assertThat(returned.get(30, TimeUnit.SECONDS)).isEqualTo(312);
    }
  }

  @Test
  void connect_withWrongPassword_isRefused() {
    ConnectionFactory factory = new ConnectionFactory();
    assertThatThrownBy(
            () -> {
              factory.setUri(broker.uri().replaceFirst(":[^:@/]+@", ":guest@"));
              factory.newConnection().close();
            })
        .isInstanceOf(IOException.class);
  }

  private Connection connect() throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(broker.uri());
    factory.setAutomaticRecoveryEnabled(false);
    return factory.newConnection();
  }

  private static void declare(Channel channel) throws Exception {
    channel.exchangeDeclare("readings", "direct", true);
    channel.exchangeDeclare("readings.dlx", "fanout", true);
    channel.queueDeclare(QUEUE, true, false, false, QUEUE_ARGUMENTS);
    channel.queueBind(QUEUE, "readings", "power");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
