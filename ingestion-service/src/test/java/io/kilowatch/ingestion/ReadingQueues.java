package io.kilowatch.ingestion;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.reading.ReadingBatchCodec;
import io.kilowatch.contracts.reading.ReadingRun;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What the packager would find in the queues. */
final class ReadingQueues implements AutoCloseable {

  private final Connection connection;
  private final Channel channel;

  /** A message as it lay in a queue. */
  record Message(String queue, AMQP.BasicProperties properties, List<ReadingRun> runs) {}

  ReadingQueues(String brokerUri) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(URI.create(brokerUri));
    connection = factory.newConnection();
    channel = connection.createChannel();
  }

  /** Takes every message out. */
  List<Message> drain() throws IOException {
    List<Message> messages = new ArrayList<>();
    for (String routingKey : BrokerNames.READING_ROUTING_KEYS) {
      String queue = BrokerNames.readingQueue(routingKey);
      GetResponse got = channel.basicGet(queue, true);
      while (got != null) {
        messages.add(new Message(queue, got.getProps(), ReadingBatchCodec.decode(got.getBody())));
        got = channel.basicGet(queue, true);
      }
    }
    return messages;
  }

  /**
   * Every reading of some messages as server, metric, milliseconds since the tests' start, value.
   */
  static List<String> readings(List<Message> messages) {
    List<String> readings = new ArrayList<>();
    for (Message message : messages) {
      for (ReadingRun run : message.runs()) {
        for (int i = 0; i < run.size(); i++) {
          long millis = run.timestampsMillis()[i] - IngestionUnderTest.timestamp(0);
          readings.add(run.serverId() + " " + run.metric() + " " + millis + " " + run.values()[i]);
        }
      }
    }
    return readings;
  }

  void delete(String queue) throws IOException {
    channel.queueDelete(queue);
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
