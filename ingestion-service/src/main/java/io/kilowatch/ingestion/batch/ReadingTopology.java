package io.kilowatch.ingestion.batch;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.kilowatch.contracts.BrokerNames;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Declares the exchanges and queues that readings pass; declaring them again changes nothing. */
final class ReadingTopology {

  private ReadingTopology() {}

  static void declare(Connection connection) throws IOException, TimeoutException {
    try (Channel channel = connection.createChannel()) {
      if (channel == null) {
        throw new IOException("the broker grants no more channels");
      }
      channel.exchangeDeclare(BrokerNames.DEAD_LETTER_EXCHANGE, BuiltinExchangeType.FANOUT, true);
      channel.queueDeclare(
          BrokerNames.DEAD_LETTER_QUEUE,
          true,
          false,
          false,
          BrokerNames.deadLetterQueueArguments());
      channel.queueBind(BrokerNames.DEAD_LETTER_QUEUE, BrokerNames.DEAD_LETTER_EXCHANGE, "");
      channel.exchangeDeclare(BrokerNames.READINGS_EXCHANGE, BuiltinExchangeType.DIRECT, true);
      for (String routingKey : BrokerNames.READING_ROUTING_KEYS) {
        String queue = BrokerNames.readingQueue(routingKey);
        channel.queueDeclare(queue, true, false, false, BrokerNames.readingQueueArguments());
        channel.queueBind(queue, BrokerNames.READINGS_EXCHANGE, routingKey);
      }
    }
  }
}
