package io.kilowatch.packager.store;

import com.datastax.oss.driver.api.core.CqlSession;
import io.kilowatch.series.deadletter.DeadLetters;
import io.kilowatch.series.store.SeriesStore;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What is in Cassandra: series and dead letters. */
public record Store(SeriesStore series, DeadLetters deadLetters) {

  private static final String NO_SERVER = "-";

  /**
   * Reads what is not there, with the consistency that reads have, and writes what is not there
   * afterwards; returns when the store answers and keeps readings as long as it should.
   *
   * @throws RuntimeException if it does not
   */
  public void probe(Clock clock) {
    series.openHours(NO_SERVER, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    series.requireRetention();
  }

  static Store over(CqlSession session, StoreProperties properties, Clock clock) {
    var settings =
        io.kilowatch.series.store.StoreSettings.of(
                properties.keyspace(), properties.replication(), MaxGaps::of)
            .withRetention(properties.retention());
    return new Store(
        new SeriesStore(session, settings, clock), new DeadLetters(session, settings, clock));
  }
}
