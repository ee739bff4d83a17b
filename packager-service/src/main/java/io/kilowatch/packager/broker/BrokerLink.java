package io.kilowatch.packager.broker;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.stereotype.Component;

/**
 * Opens raw connections with the settings Spring read.
 *
 * <p>Raw, because Spring's listener containers acknowledge one delivery, or all of a batch that
 * they made themselves; here several batches are under way at once, and each is acknowledged by
 * itself when Cassandra has it. The client's own recovery is off: delivery tags die with their
 * channel, so whoever works on one starts over with a new one.
 */
@Component
public class BrokerLink {

  private static final int HEARTBEAT_SECONDS = 10;

  private final ConnectionFactory factory;
  private final List<Address> addresses;

  BrokerLink(CachingConnectionFactory springs, RabbitConnectionDetails details) {
    this.factory = springs.getRabbitConnectionFactory().clone();
    factory.setAutomaticRecoveryEnabled(false);
    factory.setTopologyRecoveryEnabled(false);
    factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
    this.addresses =
        details.getAddresses().stream().map(a -> new Address(a.host(), a.port())).toList();
  }

  /**
   * Opens a connection.
   *
   * @param purpose shown in the broker's list of connections
   */
  public Connection open(String purpose) throws IOException {
    try {
      return factory.newConnection(addresses, "packager-service " + purpose);
    } catch (TimeoutException e) {
      throw new IOException("the broker did not answer in time", e);
    }
  }
}
