package io.kilowatch.series.store;

import static io.kilowatch.series.store.BoundedSession.await;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.TimeUuids;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** Finds out whether Cassandra takes rows that live as long as readings are kept. */
final class RetentionCheck {
  /** No server has such an id, so nobody looks here. */
  private static final SeriesHour NOWHERE = new SeriesHour(new SeriesKey("", ""), 0);

  /** Readings may be of a clock that is ahead by so much, and expire as much later. */
  private static final long AHEAD_MILLIS = Duration.ofHours(1).toMillis();

  private final BoundedSession session;
  private final HourTable hours;
  private final StoreSettings settings;
  private final Clock clock;

  RetentionCheck(BoundedSession session, HourTable hours, StoreSettings settings, Clock clock) {
    this.session = session;
    this.hours = hours;
    this.settings = settings;
    this.clock = clock;
  }

  /** Writes a row and deletes it with the same mutation, of which the deletion wins. */
  void run() {
    long now = clock.millis();
    int ttl = new Expiry(settings.retention(), now).ttlSeconds(now + AHEAD_MILLIS);
    UUID id = TimeUuids.next(clock);
    BatchStatement both =
        BatchStatement.newInstance(
            DefaultBatchType.UNLOGGED,
            hours.insertLate(NOWHERE, id, ttl),
            hours.delete(NOWHERE, id));
    try {
      await(session.execute(both));
    } catch (InvalidQueryException e) {
      throw new IllegalStateException(
          "Cassandra refuses rows that live for "
              + settings.retention().toDays()
              + " days; beyond 2038-01-19 it takes them only with storage_compatibility_mode: NONE"
              + " in its cassandra.yaml: "
              + e.getMessage(),
          e);
    }
  }
}
