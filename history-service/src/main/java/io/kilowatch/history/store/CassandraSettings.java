package io.kilowatch.history.store;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where Cassandra is.
 *
 * @param contactPoints host:port each
 * @param retention past which nothing is shown; the packager's
 */
@ConfigurationProperties("kilowatch.cassandra")
record CassandraSettings(
    List<String> contactPoints,
    String localDatacenter,
    String keyspace,
    int replication,
    Duration retention) {

  CassandraSettings {
    contactPoints = List.copyOf(contactPoints);
  }

  List<InetSocketAddress> addresses() {
    return contactPoints.stream().map(CassandraSettings::address).toList();
  }

  private static InetSocketAddress address(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("not host:port: " + hostAndPort);
    }
    return new InetSocketAddress(
        hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
  }
}
