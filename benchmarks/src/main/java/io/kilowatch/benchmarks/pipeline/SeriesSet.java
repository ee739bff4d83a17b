package io.kilowatch.benchmarks.pipeline;

import java.util.List;

/**
 * Series whose readings are numbered through: reading n is number {@code n / size} of series {@code
 * n % size}.
 *
 * @param firstMillis time of each series' first reading
 * @param stepMillis from one reading of a series to its next
 */
record SeriesSet(List<Series> series, long firstMillis, long stepMillis) {

  /** One server's metric. */
  record Series(String serverId, String metric) {}

  int size() {
    return series.size();
  }

  long timestampMillis(long number) {
    return firstMillis + number * stepMillis;
  }

  /** How many of the first {@code total} readings belong to a series. */
  long count(int index, long total) {
    return (total - index + size() - 1) / size();
  }
}
