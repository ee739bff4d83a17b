package io.kilowatch.ingestion.batch;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.kilowatch.contracts.BrokerNames;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Declares the exchanges and queues that readings pass; declaring them again changes nothing. */
final class ReadingTopology {

  private ReadingTopology() {}

  /** Whether a queue for readings was not there before. */
  static boolean declare(Connection connection) throws IOException, TimeoutException {
    boolean fresh = false;
    for (String routingKey : BrokerNames.READING_ROUTING_KEYS) {
      fresh |= !exists(connection, BrokerNames.readingQueue(routingKey));
    }
    try (Channel channel = open(connection)) {
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
    return fresh;
  }

  private static boolean exists(Connection connection, String queue) throws IOException {
    Channel channel = open(connection);
    try {
      channel.queueDeclarePassive(queue);
      return true;
    } catch (IOException e) {
      if (e.getCause() instanceof ShutdownSignalException closed
          && closed.getReason() instanceof AMQP.Channel.Close reason
          && reason.getReplyCode() == AMQP.NOT_FOUND) {
        return false;
      }
      throw e;
    } finally {
      channel.abort();
    }
  }

  private static Channel open(Connection connection) throws IOException {
    Channel channel = connection.createChannel();
    if (channel == null) {
      throw new IOException("the broker grants no more channels");
    }
    return channel;
  }
}
