package io.kilowatch.series.store;

import com.datastax.oss.driver.api.core.CqlSession;
import io.kilowatch.series.Readings;
import io.kilowatch.series.Sample;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.rollup.Rollup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** The seam over Cassandra: append readings, read a range of a series, close an hour. */
@SuppressWarnings("DoNotCallSuggester")
public final class SeriesStore {

  /** Prepares its statements, so {@link Schema#apply} comes first. */
  public SeriesStore(CqlSession session, StoreSettings settings, Clock clock) {}

  /**
   * Writes readings; complete when all of them are stored. Failed, some may be: appending the same
   * again is safe.
   */
  public CompletableFuture<Void> append(Map<SeriesKey, Readings> readings) {
    throw new UnsupportedOperationException("in the next commit");
  }

  /** The readings of one hour, each timestamp once. */
  public Readings readHour(SeriesKey key, Instant hour) {
    throw new UnsupportedOperationException("in the next commit");
  }

  /**
   * Hands over the readings from the first time, inclusive, to the second, exclusive: hour by hour
   * in order, empty ones left out, until the sink says false.
   */
  public void read(SeriesKey key, Instant from, Instant to, Predicate<Readings> sink) {
    throw new UnsupportedOperationException("in the next commit");
  }

  /** One for each hour that has readings and starts in the range, in order. */
  public List<Rollup> rollups(SeriesKey key, Instant from, Instant to) {
    throw new UnsupportedOperationException("in the next commit");
  }

  /** One for each minute that has readings and starts in the range, in order. */
  public List<Rollup> minutes(SeriesKey key, Instant from, Instant to) {
    throw new UnsupportedOperationException("in the next commit");
  }

  /**
   * Merges the segments of an hour that is over into one and writes its roll-up.
   *
   * @return whether there was anything to do
   */
  public boolean close(SeriesKey key, Instant hour) {
    throw new UnsupportedOperationException("in the next commit");
  }

  /** The hours of a UTC day that are over and not closed. */
  public List<OpenHour> openHours(String serverId, LocalDate day) {
    throw new UnsupportedOperationException("in the next commit");
  }

  /** The last reading of every series of these servers. */
  public List<Latest> latest(Collection<String> serverIds) {
    throw new UnsupportedOperationException("in the next commit");
  }

  /** The last reading of every series there is. */
  public List<Latest> latest() {
    throw new UnsupportedOperationException("in the next commit");
  }

  /** The metrics a server has ever had a reading of. */
  public Set<String> metrics(String serverId) {
    throw new UnsupportedOperationException("in the next commit");
  }

  /** The last reading before a time, but not older than that by more than the given age. */
  public Optional<Sample> lastBefore(SeriesKey key, Instant time, Duration atMost) {
    throw new UnsupportedOperationException("in the next commit");
  }
}
