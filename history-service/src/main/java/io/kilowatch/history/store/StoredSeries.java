package io.kilowatch.history.store;

import io.kilowatch.series.Readings;
import io.kilowatch.series.Sample;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.rollup.Rollup;
import io.kilowatch.series.store.Latest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Reads Cassandra, as soon as and as long as there is one. */
@Component
final class StoredSeries implements SeriesSource {

  private final StoreConnection connection;

  StoredSeries(StoreConnection connection) {
    this.connection = connection;
  }

  @Override
  public Readings readHour(SeriesKey key, Instant hour) {
    return connection.store().readHour(key, hour);
  }

  @Override
  public void read(SeriesKey key, Instant from, Instant to, Predicate<Readings> sink) {
    connection.store().read(key, from, to, sink);
  }

  @Override
  public void readBackwards(SeriesKey key, Instant from, Instant to, Predicate<Readings> sink) {
    connection.store().readBackwards(key, from, to, sink);
  }

  @Override
  public List<Rollup> rollups(SeriesKey key, Instant from, Instant to) {
    return connection.store().rollups(key, from, to);
  }

  @Override
  public List<Rollup> minutes(SeriesKey key, Instant from, Instant to) {
    return connection.store().minutes(key, from, to);
  }

  @Override
  public Optional<Sample> lastBefore(SeriesKey key, Instant time, Duration atMost) {
    return connection.store().lastBefore(key, time, atMost);
  }

  @Override
  public List<Latest> latest(Collection<String> serverIds) {
    return connection.store().latest(serverIds);
  }
}
