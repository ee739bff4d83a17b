package io.kilowatch.packager.broker;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import io.kilowatch.contracts.BrokerNames;
import java.io.IOException;
import java.util.Map;

/** Declares the exchanges and queues this service uses; whoever comes first makes them. */
public final class Topology {

  private Topology() {}

  public static void declareReadings(Channel channel) throws IOException {
    declareDeadLetters(channel);
    channel.exchangeDeclare(BrokerNames.READINGS_EXCHANGE, BuiltinExchangeType.DIRECT, true);
    for (String routingKey : BrokerNames.READING_ROUTING_KEYS) {
      String queue = BrokerNames.readingQueue(routingKey);
      channel.queueDeclare(queue, true, false, false, BrokerNames.readingQueueArguments());
      channel.queueBind(queue, BrokerNames.READINGS_EXCHANGE, routingKey);
    }
  }

  public static void declareDeadLetters(Channel channel) throws IOException {
    Map<String, Object> arguments = BrokerNames.deadLetterQueueArguments();
    channel.exchangeDeclare(BrokerNames.DEAD_LETTER_EXCHANGE, BuiltinExchangeType.FANOUT, true);
    channel.queueDeclare(BrokerNames.DEAD_LETTER_QUEUE, true, false, false, arguments);
    channel.queueBind(BrokerNames.DEAD_LETTER_QUEUE, BrokerNames.DEAD_LETTER_EXCHANGE, "");
  }

  public static void declareLive(Channel channel) throws IOException {
    channel.exchangeDeclare(BrokerNames.LIVE_EXCHANGE, BuiltinExchangeType.TOPIC, true);
  }
}
