package io.kilowatch.benchmarks.load;

import java.util.List;

/**
 * Series whose readings are numbered through: reading n is number {@code n / size} of series {@code
 * n % size}.
 *
 * @param firstMillis time of each series' first reading
 * @param stepMillis from one reading of a series to its next
 */
public record SeriesSet(List<Series> series, long firstMillis, long stepMillis) {

  /** One server's metric. */
  public record Series(String serverId, String metric) {}

  public int size() {
    return series.size();
  }

  public long timestampMillis(long number) {
    return firstMillis + number * stepMillis;
  }

  /** How many of the first {@code total} readings belong to a series. */
  public long count(int index, long total) {
    return (total - index + size() - 1) / size();
  }
}
