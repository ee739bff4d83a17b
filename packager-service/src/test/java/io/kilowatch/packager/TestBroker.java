package io.kilowatch.packager;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.audit.AuditRecord;
import io.kilowatch.contracts.live.LiveUpdate;
import io.kilowatch.contracts.reading.ReadingBatchCodec;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.packager.broker.Topology;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** What stands on the other side of the broker: ingestion, a watcher, an operator. */
public final class TestBroker implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Connection connection;
  private final Channel channel;

  public TestBroker(String uri) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(uri);
    factory.setAutomaticRecoveryEnabled(false);
    connection = factory.newConnection();
    channel = connection.createChannel();
    Topology.declareReadings(channel);
    channel.confirmSelect();
  }

  public void publish(ReadingRun... runs) throws Exception {
    publish("power", ReadingBatchCodec.encode(List.of(runs)));
  }

  /** Publishes to a reading queue and waits for the confirm, as ingestion does. */
  public void publish(String routingKey, byte[] body) throws Exception {
    send(BrokerNames.READINGS_EXCHANGE, routingKey, Map.of(), body);
  }

  public void deadLetter(Map<String, Object> headers, byte[] body) throws Exception {
    send(BrokerNames.DEAD_LETTER_EXCHANGE, "power", headers, body);
  }

  private void send(String exchange, String key, Map<String, Object> headers, byte[] body)
      throws Exception {
    BasicProperties properties =
        new BasicProperties.Builder().deliveryMode(2).headers(headers).build();
    channel.basicPublish(exchange, key, true, properties, body);
    channel.waitForConfirmsOrDie(10_000);
  }

  /** Live updates of a server from now on. */
  public Queue<LiveUpdate> watch(String serverId) throws Exception {
    Queue<LiveUpdate> seen = new ConcurrentLinkedQueue<>();
    watch(
        BrokerNames.LIVE_EXCHANGE,
        BrokerNames.liveRoutingKey(serverId),
        LiveUpdate[].class,
        together ->
            Stream.of(together)
                .filter(update -> update.serverId().equals(serverId))
                .forEach(seen::add));
    return seen;
  }

  /** Audit records from now on. */
  public Queue<AuditRecord> watchAudit() throws Exception {
    Queue<AuditRecord> seen = new ConcurrentLinkedQueue<>();
    watch(BrokerNames.REGISTRY_EXCHANGE, AuditRecord.EVENT_TYPE, AuditRecord.class, seen::add);
    return seen;
  }

  private <T> void watch(String exchange, String routingKey, Class<T> type, Consumer<T> seen)
      throws Exception {
    Channel watching = connection.createChannel();
    watching.exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true);
    String queue = watching.queueDeclare().getQueue();
    watching.queueBind(queue, exchange, routingKey);
    watching.basicConsume(
        queue,
        true,
        (tag, message) -> seen.accept(JSON.readValue(message.getBody(), type)),
        tag -> {});
  }

  /** Messages in a queue that nobody holds. */
  public long ready(String queue) throws Exception {
    return channel.messageCount(queue);
  }

  public Connection connection() {
    return connection;
  }

  @Override
  public void close() {
    connection.abort(2_000);
  }
}
