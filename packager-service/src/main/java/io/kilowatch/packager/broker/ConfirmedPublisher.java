package io.kilowatch.packager.broker;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.kilowatch.contracts.BrokerNames;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Publishes what must not be lost: persistent, mandatory, and confirmed by the broker before the
 * call returns. Rare messages only, so one channel serves all callers in turn.
 */
@Component
public class ConfirmedPublisher implements DisposableBean {

  private static final int PERSISTENT = 2;
  private static final int CONFIRM_MILLIS = 10_000;
  private static final int CLOSE_MILLIS = 2_000;

  /** So few that the broker confirms them in time, however many there are in all. */
  private static final int AT_ONCE = 500;

  /**
   * A broker that blocks its publishers reads no more from them. What does not fit into the buffers
   * on the way, some 4 MB on one machine, would be written for ever, with no end to the wait for a
   * confirm.
   */
  private static final int BYTES_AT_ONCE = 64 * 1024;

  private final BrokerLink broker;
  private final Queue<String> returned = new ConcurrentLinkedQueue<>();
  private @Nullable Connection connection;
  private @Nullable Channel channel;

  ConfirmedPublisher(BrokerLink broker) {
    this.broker = broker;
  }

  /**
   * Publishes messages and waits until the broker has them all.
   *
   * @throws IOException if it may not have all of them; publishing them again is safe
   */
  public synchronized void publish(List<OutgoingMessage> messages) throws IOException {
    try {
      Channel open = openChannel();
      int from = 0;
      while (from < messages.size()) {
        int to = endOfPart(messages, from);
        publish(messages.subList(from, to), open);
        from = to;
      }
    } catch (IOException | ShutdownSignalException e) {
      close();
      throw new IOException("the broker has not confirmed: " + e.getMessage(), e);
    }
  }

  /** Behind what is published at once: at least one message, however large it is. */
  private static int endOfPart(List<OutgoingMessage> messages, int from) {
    int to = from + 1;
    long bytes = messages.get(from).body().length;
    while (to < messages.size() && to - from < AT_ONCE) {
      bytes += messages.get(to).body().length;
      if (bytes > BYTES_AT_ONCE) {
        break;
      }
      to++;
    }
    return to;
  }

  private void publish(List<OutgoingMessage> messages, Channel open) throws IOException {
    returned.clear();
    for (OutgoingMessage message : messages) {
      open.basicPublish(
          message.exchange(), message.routingKey(), true, properties(message), message.body());
    }
    awaitConfirms(open);
  }

  private void awaitConfirms(Channel open) throws IOException {
    try {
      if (!open.waitForConfirms(CONFIRM_MILLIS)) {
        throw new IOException("it refused a message");
      }
    } catch (TimeoutException e) {
      throw new IOException("no answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting", e);
    }
    // The broker returns a message before it confirms it, so all of them are here by now.
    if (!returned.isEmpty()) {
      throw new UnroutableException(List.copyOf(returned));
    }
  }

  private Channel openChannel() throws IOException {
    if (channel != null && channel.isOpen()) {
      return channel;
    }
    close();
    Connection fresh = broker.open("confirmed publishing");
    connection = fresh;
    Channel opened = fresh.createChannel();
    Topology.declareReadings(opened);
    opened.addReturnListener(
        message -> returned.add(message.getExchange() + "/" + message.getRoutingKey()));
    opened.confirmSelect();
    channel = opened;
    return opened;
  }

  private static BasicProperties properties(OutgoingMessage message) {
    return new BasicProperties.Builder()
        .contentType(BrokerNames.READING_BATCH_CONTENT_TYPE)
        .deliveryMode(PERSISTENT)
        .headers(Map.copyOf(message.headers()))
        .build();
  }

  private void close() {
    if (connection != null) {
      connection.abort(CLOSE_MILLIS);
    }
    connection = null;
    channel = null;
  }

  @Override
  public synchronized void destroy() {
    close();
  }
}
