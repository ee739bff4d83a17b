package io.kilowatch.series;

import org.jspecify.annotations.Nullable;

/**
 * Names one series: what one server's sensor of one metric has measured.
 *
 * <p>It is looked up for each run of readings, so it is compared by hand: what a record has for
 * that was a tenth of the packager's work for a large fleet (ADR 0009).
 */
public record SeriesKey(String serverId, String metric) {

  @Override
  public int hashCode() {
    return 31 * serverId.hashCode() + metric.hashCode();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof SeriesKey key
            && serverId.equals(key.serverId)
            && metric.equals(key.metric));
  }
}
