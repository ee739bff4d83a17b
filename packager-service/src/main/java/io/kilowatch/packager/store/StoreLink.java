package io.kilowatch.packager.store;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.series.store.Schema;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Opens the session and applies the schema as soon as Cassandra is there, however long that takes;
 * from then on the driver reconnects by itself.
 */
@Component
public class StoreLink implements SmartLifecycle {

  /** Starts before, and stops after, whatever stores. */
  public static final int PHASE = 0;

  private static final Logger LOG = LoggerFactory.getLogger(StoreLink.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration FIRST_RECONNECT = Duration.ofMillis(200);
  private static final Duration LAST_RECONNECT = Duration.ofSeconds(5);
  private static final Duration INIT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration AGAIN_LATER = Duration.ofSeconds(5);

  private final StoreProperties properties;
  private final Clock clock;
  private final CompletableFuture<Store> opened = new CompletableFuture<>();
  private volatile @Nullable CqlSession session;
  private volatile @Nullable Thread opener;

  StoreLink(StoreProperties properties, Clock clock) {
    this.properties = properties;
    this.clock = clock;
  }

  /** The store; waits until Cassandra has been reached for the first time. */
  public Store await() throws InterruptedException {
    try {
      return opened.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** The store, unless Cassandra has not been reached since the start. */
  public Optional<Store> ifOpen() {
    return Optional.ofNullable(opened.getNow(null));
  }

  /** The store for a request that cannot wait. */
  public Store orUnavailable() {
    return ifOpen()
        .orElseThrow(() -> ProblemException.unavailable("The store is away.", AGAIN_LATER));
  }

  @Override
  public void start() {
    opener = Thread.ofVirtual().name("store-link").start(this::openWhenThere);
  }

  private void openWhenThere() {
    while (!opened.isDone()) {
      try {
        opened.complete(open());
        LOG.info("Cassandra is there, keyspace {}", properties.keyspace());
      } catch (RuntimeException | Error e) {
        LOG.warn("Cassandra is away, trying again: {}", e.toString());
        closeSession();
        if (!pause()) {
          return;
        }
      }
    }
  }

  private Store open() {
    CqlSession fresh = connect();
    session = fresh;
    Schema.apply(fresh, properties.keyspace(), properties.replication());
    return Store.over(fresh, properties, clock);
  }

  private CqlSession connect() {
    List<InetSocketAddress> contactPoints =
        properties.contactPoints().stream().map(StoreLink::address).toList();
    return CqlSession.builder()
        .addContactPoints(contactPoints)
        .withLocalDatacenter(properties.localDc())
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withString(DefaultDriverOption.SESSION_NAME, "packager-service")
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, properties.requestTimeout())
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, INIT_TIMEOUT)
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, FIRST_RECONNECT)
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, LAST_RECONNECT)
                .build())
        .build();
  }

  private static InetSocketAddress address(String contactPoint) {
    int colon = contactPoint.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("contact point without a port: " + contactPoint);
    }
    return new InetSocketAddress(
        contactPoint.substring(0, colon), Integer.parseInt(contactPoint.substring(colon + 1)));
  }

  private static boolean pause() {
    try {
      Thread.sleep(RETRY);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void closeSession() {
    CqlSession open = session;
    if (open != null) {
      open.close();
      session = null;
    }
  }

  @Override
  public void stop() {
    Thread thread = opener;
    if (thread != null) {
      thread.interrupt();
    }
    opener = null;
    closeSession();
  }

  @Override
  public boolean isRunning() {
    return opener != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
