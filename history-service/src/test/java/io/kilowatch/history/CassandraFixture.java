package io.kilowatch.history;

import com.datastax.oss.driver.api.core.CqlSession;
import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.local.CassandraNode;
import io.kilowatch.series.Readings;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.store.Schema;
import io.kilowatch.series.store.SeriesStore;
import io.kilowatch.series.store.StoreSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** A Cassandra node, and the packager's side of the store to fill it with. */
public final class CassandraFixture implements AutoCloseable {

  private final CassandraNode node;
  private final CqlSession session;
  private final SeriesStore store;

  public CassandraFixture(Path directory) {
    node = CassandraNode.start(directory);
    String[] address = node.contactPoint().split(":");
    session =
        CqlSession.builder()
            .addContactPoint(new InetSocketAddress(address[0], Integer.parseInt(address[1])))
            .withLocalDatacenter(node.localDatacenter())
            .build();
    Schema.apply(session, "kilowatch", 1);
    store =
        new SeriesStore(
            session,
            StoreSettings.of("kilowatch", 1, metric -> Metric.POWER.maxGap()),
            Clock.systemUTC());
  }

  public String contactPoint() {
    return node.contactPoint();
  }

  public SeriesStore store() {
    return store;
  }

  public static SeriesKey power(String serverId) {
    return new SeriesKey(serverId, "power");
  }

  public static SeriesKey co2(String serverId) {
    return new SeriesKey(serverId, "co2");
  }

  /** Readings at even steps. */
  public static Readings steady(Instant from, Duration step, int count, IntToDoubleFunction value) {
    Readings.Builder readings = Readings.builder(count);
    for (int i = 0; i < count; i++) {
      long millis = from.toEpochMilli() + i * step.toMillis();
      readings.add(millis, value.applyAsDouble(i), millis / 1000 + 1, Origin.MEASURED);
    }
    return readings.build();
  }

  public void append(SeriesKey key, Readings readings) {
    store.append(Map.of(key, readings)).join();
  }

  /** As the packager's sweep does it. */
  public void closeHours(SeriesKey key, Instant from, Instant to) {
    for (Instant hour = from; hour.isBefore(to); hour = hour.plus(Duration.ofHours(1))) {
      store.close(key, hour);
    }
  }

  @Override
  public void close() {
    session.close();
    node.close();
  }
}
