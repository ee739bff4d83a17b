package io.kilowatch.ingestion.reading;

import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingRun;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Timestamps and values of one series while a request is read. */
final class RunBuilder {

  private static final int FIRST_CAPACITY = 4;

  private final String serverId;
  private final Metric metric;
  private final @Nullable RunBuilder next;
  private long[] timestamps = new long[FIRST_CAPACITY];
  private double[] values = new double[FIRST_CAPACITY];
  private int size;

  /**
   * Begins without readings.
   *
   * @param next the run of another metric of this server
   */
  RunBuilder(String serverId, Metric metric, @Nullable RunBuilder next) {
    this.serverId = serverId;
    this.metric = metric;
    this.next = next;
  }

  Metric metric() {
    return metric;
  }

  @Nullable RunBuilder next() {
    return next;
  }

  void add(long timestampMillis, double value) {
    if (size == values.length) {
      timestamps = Arrays.copyOf(timestamps, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    timestamps[size] = timestampMillis;
    values[size++] = value;
  }

  ReadingRun build(String keyId, Origin origin, long rankSeconds) {
    return new ReadingRun(
        serverId,
        metric.wireName(),
        keyId,
        origin,
        rankSeconds,
        size == timestamps.length ? timestamps : Arrays.copyOf(timestamps, size),
        size == values.length ? values : Arrays.copyOf(values, size));
  }
}
