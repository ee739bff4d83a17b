package io.kilowatch.benchmarks.load;

import java.util.List;

/**
 * Series whose readings are numbered through, a few of one series and then as many of the next.
 *
 * @param together consecutive readings of one series, before those of the next
 * @param firstMillis time of each series' first reading
 * @param stepMillis from one reading of a series to its next
 */
public record SeriesSet(List<Series> series, int together, long firstMillis, long stepMillis) {

  /** One reading of each series in turn. */
  public SeriesSet(List<Series> series, long firstMillis, long stepMillis) {
    this(series, 1, firstMillis, stepMillis);
  }

  /** One server's metric. */
  public record Series(String serverId, String metric) {}

  public int size() {
    return series.size();
  }

  public long timestampMillis(long number) {
    return firstMillis + number * stepMillis;
  }

  /** The index of the series that reading n belongs to. */
  public int index(long n) {
    return (int) (n / together % size());
  }

  /** Which of its series' readings reading n is. */
  public long number(long n) {
    return n / together / size() * together + n % together;
  }

  /** How many of the first {@code total} readings belong to a series. */
  public long count(int index, long total) {
    long round = (long) size() * together;
    long begun = total % round - (long) index * together;
    return total / round * together + Math.clamp(begun, 0, together);
  }
}
