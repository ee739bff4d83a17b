package io.kilowatch.packager.store;

import com.datastax.oss.driver.api.core.CqlSession;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.deadletter.DeadLetters;
import io.kilowatch.series.store.SeriesStore;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What is in Cassandra: series and dead letters. */
public record Store(SeriesStore series, DeadLetters deadLetters) {

  private static final SeriesKey NO_SERIES = new SeriesKey("-", "-");

  /**
   * Reads what is not there, with the consistency that reads have, and writes what is not there
   * afterwards; returns when the store answers, has all tables of readings and keeps those as long
   * as it should.
   *
   * @throws RuntimeException if it does not
   */
  public void probe(Clock clock) {
    Instant now = clock.instant();
    series.openHours(NO_SERIES.serverId(), LocalDate.ofInstant(now, ZoneOffset.UTC));
    series.readHour(NO_SERIES, now);
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
