package io.kilowatch.benchmarks.node;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.kilowatch.local.CassandraNode;
import java.net.InetSocketAddress;
import java.time.Duration;

/** A session with a node that was started for a benchmark. */
public final class NodeSession {

  private NodeSession() {}

  public static CqlSession open(CassandraNode node) {
    String[] contactPoint = node.contactPoint().split(":", -1);
    return CqlSession.builder()
        .addContactPoint(new InetSocketAddress(contactPoint[0], Integer.parseInt(contactPoint[1])))
        .withLocalDatacenter(node.localDatacenter())
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                .build())
        .build();
  }
}
