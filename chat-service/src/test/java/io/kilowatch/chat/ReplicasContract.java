package io.kilowatch.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.kilowatch.chat.RunningChat.Caller;
import io.kilowatch.chat.event.EventQueue;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.registry.RegistryEvent;
import io.kilowatch.local.Broker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What holds of two replicas with every broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ReplicasContract {

  private static final Duration SOON = Duration.ofSeconds(30);

  private Broker broker;
  private RunningChat first;
  private RunningChat second;

  abstract Broker startBroker(Path directory);

  @BeforeAll
  void start(@TempDir Path directory) {
    broker = startBroker(directory.resolve("broker"));
    first = RunningChat.on(broker.uri(), directory);
    second = first.another(broker.uri(), directory);
    await(() -> first.bean(EventQueue.class).isOpen() && second.bean(EventQueue.class).isOpen());
  }

  @AfterAll
  void stop() {
    second.close();
    first.close();
    broker.close();
  }

  @Test
  void bothSides_hearEveryMessageOnceAndInOrder() throws Throwable {
    Caller ada = first.person("ada-order", "USER");
    Caller eve = second.person("eve-order", "ENGINEER");
    String id = ada.begin("Order");
    try (ChatSocket owner = ada.socket().watching(id);
        ChatSocket engineer = eve.socket().watching(id)) {
      for (int i = 10; i < 30; i++) {
        owner.say(id, "client-o" + i, "from the owner");
        engineer.say(id, "client-o" + i, "from the engineer");
      }

      List<Long> all = LongStream.rangeClosed(1, 40).boxed().toList();
      assertThat(owner.nextNumbers(40)).isEqualTo(all);
      assertThat(engineer.nextNumbers(40)).isEqualTo(all);
      assertThat(owner.hears("message", Duration.ofSeconds(3))).isFalse();
      assertThat(engineer.hears("message", Duration.ZERO)).isFalse();
    }
  }

  @Test
  void brokerGone_bothSidesHearOn_andWhenItIsBack() throws Throwable {
    Caller ada = first.person("ada-broker", "USER");
    Caller eve = second.person("eve-broker", "ENGINEER");
    String id = ada.begin("Broker");
    try (ChatSocket owner = ada.socket().watching(id);
        ChatSocket engineer = eve.socket().watching(id).subscribed("/user/queue/inbox")) {
      owner.say(id, "client-b1", "before");
      assertThat(engineer.nextNumbers(1)).containsExactly(1L);

      broker.kill();
      owner.say(id, "client-b2", "without");
      assertThat(engineer.nextNumbers(1)).containsExactly(2L);
      engineer.say(id, "client-b3", "without");
      assertThat(owner.nextNumbers(3)).containsExactly(1L, 2L, 3L);
      String path = "/conversations/" + id + "/messages/2";
      ada.send("PUT", path, "{\"text\":\"edited\"}").expect(200);
      assertThat(engineer.nextMessage(2, 1).get("text").asString()).isEqualTo("edited");
      String begun = ada.begin("Begun without");
      await(() -> engineer.next("conversations").toString().contains(begun));

      broker.restart();
      await(() -> second.bean(EventQueue.class).isOpen());
      owner.say(id, "client-b4", "after");
      assertThat(engineer.nextMessage(4, 0).get("text").asString()).isEqualTo("after");
      List<JsonNode> kept =
          eve.get("/conversations/" + id + "/messages")
              .expect(200)
              .get("items")
              .valueStream()
              .toList();
      assertThat(kept).hasSize(4);
      assertThat(ada.get("/conversations/" + id + "/messages").expect(200).get("items"))
          .isEqualTo(eve.get("/conversations/" + id + "/messages").expect(200).get("items"));
    }
  }

  @Test
  void whoIsThereAndTypes_isKnownAtBoth() throws Throwable {
    Caller ada = first.person("ada-there", "USER");
    Caller eve = second.person("eve-there", "ENGINEER");
    String id = ada.begin("There");
    try (ChatSocket owner = ada.socket().watching(id);
        ChatSocket engineer = eve.socket().watching(id)) {
      owner.awaitPresent("ada-there", "eve-there");
      engineer.awaitPresent("ada-there", "eve-there");
      engineer.send("/app/conversations." + id + ".typing", "{\"typing\":true}");
      assertThat(owner.next("typing").at("/person/id").asString()).isEqualTo("eve-there");
      engineer.close();
      owner.awaitPresent("ada-there");
    }
  }

  @Test
  void inbox_hasWhatWasBegunAtTheOther() throws Throwable {
    try (ChatSocket engineer =
        second.person("eve-inbox", "ENGINEER").socket().subscribed("/user/queue/inbox")) {
      String id = first.person("ada-inbox", "USER").begin("New");
      await(() -> engineer.next("conversations").toString().contains(id));
      assertThat(second.person("eve-inbox", "ENGINEER").get("/engineers").expect(200).toString())
          .contains("eve-inbox");
    }
  }

  @Test
  void sessionRevoked_itsSocketsCloseAtOnce() throws Throwable {
    String token = second.registry().token("USER", "revoked", Duration.ofMinutes(10));
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(broker.uri());
    try (Connection connection = factory.newConnection();
        ChatSocket socket = ChatSocket.open(second, token)) {
      RegistryEvent event = RegistryEvent.ofSessionRevoked(Instant.now(), "revoked");
      var channel = connection.createChannel();
      channel.exchangeDeclare(BrokerNames.REGISTRY_EXCHANGE, "topic", true);
      await(() -> {
        channel.basicPublish(
            BrokerNames.REGISTRY_EXCHANGE,
            event.type(),
            new AMQP.BasicProperties(),
            new JsonMapper().writeValueAsBytes(event));
        return !socket.stomp().isOpen();
      });
      assertThat(socket.stomp().awaitClosed(SOON)).isEqualTo("1008 revoked");
    }
  }

  private static void await(Callable<Boolean> condition) {
    Instant deadline = Instant.now().plus(SOON);
    try {
      while (!condition.call()) {
        if (Instant.now().isAfter(deadline)) {
          throw new AssertionError("it did not come to be within " + SOON);
        }
        Thread.sleep(50);
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
