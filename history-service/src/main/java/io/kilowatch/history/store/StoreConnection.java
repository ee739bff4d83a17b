package io.kilowatch.history.store;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.series.store.Schema;
import io.kilowatch.series.store.SeriesStore;
import io.kilowatch.series.store.StoreSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Connects to Cassandra in the background, however long that takes: the service starts without it
 * and answers 503 meanwhile. Once connected, the driver itself reconnects.
 */
@Component
final class StoreConnection implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(StoreConnection.class);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Supplier<Connected> connecting;

  private volatile @Nullable Connected connected;
  private volatile @Nullable Thread connector;

  @Autowired
  StoreConnection(CassandraSettings settings, Clock clock) {
    this(() -> connect(settings, clock));
  }

  /**
   * @param connecting a try, which throws when it fails
   */
  StoreConnection(Supplier<Connected> connecting) {
    this.connecting = connecting;
  }

  record Connected(CqlSession session, SeriesStore store) {}

  /**
   * The store.
   *
   * @throws ProblemException 503 while there has been none
   */
  SeriesStore store() {
    Connected now = connected;
    if (now == null) {
      throw unavailable();
    }
    return now.store();
  }

  /** Whether at least one node answers. */
  boolean up() {
    Connected now = connected;
    return now != null
        && now.session().getMetadata().getNodes().values().stream()
            .anyMatch(node -> node.getState() == NodeState.UP);
  }

  static ProblemException unavailable() {
    return ProblemException.unavailable("The store does not answer now.", RETRY_AFTER);
  }

  @Override
  public void start() {
    connector = Thread.ofVirtual().name("store-connector").start(this::connectUntilItWorks);
  }

  @Override
  public void stop() {
    Thread running = connector;
    connector = null;
    if (running != null) {
      running.interrupt();
    }
    Connected now = connected;
    if (now != null) {
      now.session().close();
    }
  }

  @Override
  public boolean isRunning() {
    return connector != null;
  }

  /** Requests are answered until the web server, in a later phase, has stopped. */
  @Override
  public int getPhase() {
    return 0;
  }

  private void connectUntilItWorks() {
    boolean reported = false;
    while (connected == null && !Thread.currentThread().isInterrupted()) {
      try {
        connected = connecting.get();
        LOG.info("connected to Cassandra");
      } catch (RuntimeException | Error e) {
        // Whatever it is, from a refused connection to a keyspace without quorum: it may pass.
        if (!reported) {
          LOG.warn("no Cassandra yet, trying on: {}", e.toString());
          reported = true;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_TRIES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Connected connect(CassandraSettings settings, Clock clock) {
    CqlSession session =
        CqlSession.builder()
            .addContactPoints(settings.addresses())
            .withLocalDatacenter(settings.localDatacenter())
            .withConfigLoader(options())
            .build();
    try {
      Schema.apply(session, settings.keyspace(), settings.replication());
      return new Connected(session, new SeriesStore(session, storeSettings(settings), clock));
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  private static DriverConfigLoader options() {
    return DriverConfigLoader.programmaticBuilder()
        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(10))
        .withDuration(DefaultDriverOption.CONNECTION_CONNECT_TIMEOUT, Duration.ofSeconds(5))
        .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, Duration.ofSeconds(10))
        .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(500))
        .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(5))
        .build();
  }

  private static StoreSettings storeSettings(CassandraSettings settings) {
    return StoreSettings.of(settings.keyspace(), settings.replication(), StoreConnection::maxGap)
        .withRetention(settings.retention());
  }

  private static Duration maxGap(String metric) {
    return Metric.ofWireName(metric).orElse(Metric.POWER).maxGap();
  }
}
