package io.kilowatch.packager;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.local.Broker;
import io.kilowatch.local.CassandraNode;
import io.kilowatch.local.EmbeddedBroker;
import io.kilowatch.local.RabbitNode;
import io.kilowatch.series.store.Schema;
import io.kilowatch.series.store.SeriesStore;
import io.kilowatch.series.store.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/** The real servers of a suite: started when first asked for, and shared by all its tests. */
public final class Servers {

  public static final String KEYSPACE = "kilowatch";

  private static final Lazy<CassandraNode> CASSANDRA =
      new Lazy<>(() -> CassandraNode.start(directory("cassandra")));
  private static final Lazy<Broker> RABBIT =
      new Lazy<>(() -> RabbitNode.start(directory("rabbit")));
  private static final Lazy<Broker> EMBEDDED =
      new Lazy<>(() -> EmbeddedBroker.start(directory("embedded")));

  private Servers() {}

  public static CassandraNode cassandra() {
    return CASSANDRA.get();
  }

  public static Broker rabbit() {
    return RABBIT.get();
  }

  public static Broker embedded() {
    return EMBEDDED.get();
  }

  public static CqlSession session() {
    String[] address = cassandra().contactPoint().split(":");
    return CqlSession.builder()
        .addContactPoint(new InetSocketAddress(address[0], Integer.parseInt(address[1])))
        .withLocalDatacenter(cassandra().localDatacenter())
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(200))
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(1))
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(10))
                .build())
        .build();
  }

  public static SeriesStore store(CqlSession session, Clock clock) {
    Schema.apply(session, KEYSPACE, 1);
    StoreSettings settings =
        StoreSettings.of(KEYSPACE, 1, metric -> Metric.ofWireName(metric).orElseThrow().maxGap());
    return new SeriesStore(session, settings, clock);
  }

  private static Path directory(String name) {
    try {
      return Files.createTempDirectory("packager-" + name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The processes end with this one. */
  private static final class Lazy<T> {
    private final Supplier<T> start;
    private T started;

    Lazy(Supplier<T> start) {
      this.start = start;
    }

    synchronized T get() {
      if (started == null) {
        started = start.get();
      }
      return started;
    }
  }
}
