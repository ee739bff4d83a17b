package io.kilowatch.series.store;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import java.time.Duration;
import java.util.function.Function;

/**
 * What a store must know besides its session.
 *
 * @param consistency of reads and writes: see {@link #consistencyFor}
 * @param retention after which readings expire, counted from the end of their segment
 * @param maxBatchBytes of payload in one batch; far below Cassandra's {@code max_mutation_size}
 * @param maxGap how long a reading of a metric holds at most; fixed for each metric, because
 *     roll-ups on disk depend on it
 */
public record StoreSettings(
    String keyspace,
    ConsistencyLevel consistency,
    Duration retention,
    int maxBatchBytes,
    Function<String, Duration> maxGap) {
  public static final Duration DEFAULT_RETENTION = Duration.ofDays(3653);
  public static final int DEFAULT_MAX_BATCH_BYTES = 1 << 20;

  public static StoreSettings of(
      String keyspace, int replication, Function<String, Duration> maxGap) {
    return new StoreSettings(
        keyspace, consistencyFor(replication), DEFAULT_RETENTION, DEFAULT_MAX_BATCH_BYTES, maxGap);
  }

  public StoreSettings withRetention(Duration changed) {
    return new StoreSettings(keyspace, consistency, changed, maxBatchBytes, maxGap);
  }

  /** Quorum both ways, so that what was acknowledged is seen; one of one is a quorum. */
  public static ConsistencyLevel consistencyFor(int replication) {
    return replication == 1
        ? DefaultConsistencyLevel.LOCAL_ONE
        : DefaultConsistencyLevel.LOCAL_QUORUM;
  }
}
