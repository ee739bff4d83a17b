package io.kilowatch.series.store;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.metadata.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Writes of many partitions in few requests: those of the same replicas share one, as far as
 * Cassandra takes it without a warning.
 *
 * <p>Each partition is still a mutation of its own, whole or not there. What is saved is the
 * request: with one short segment of each series, it costs several times what it carries.
 */
final class SharedRequests {
  /** Cassandra's {@code unlogged_batch_across_partitions_warn_threshold}. */
  private static final int MAX_PARTITIONS = 10;

  /** Cassandra's {@code batch_size_warn_threshold}; a partition alone may be larger. */
  private static final int MAX_BYTES = 5 * 1024;

  private final BoundedSession session;
  private final Map<Set<Node>, Open> openOfReplicas = new HashMap<>();
  private final List<CompletableFuture<?>> sent = new ArrayList<>();

  SharedRequests(BoundedSession session) {
    this.session = session;
  }

  /**
   * Adds a mutation.
   *
   * @param statements at least one, all of one partition
   * @param bytes what they weigh, about
   */
  void add(List<? extends BatchableStatement<?>> statements, int bytes) {
    openOfReplicas
        .computeIfAbsent(session.replicas(statements.getFirst()), _ -> new Open())
        .add(statements, bytes);
  }

  /** Sends what has not been sent yet; complete when everything that was added is stored. */
  CompletableFuture<Void> send() {
    openOfReplicas.values().forEach(Open::send);
    return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new));
  }

  /** A request that still takes partitions. */
  private final class Open {
    private BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
    private int partitions;
    private int bytes;

    void add(List<? extends BatchableStatement<?>> statements, int more) {
      if (partitions == MAX_PARTITIONS || bytes + more > MAX_BYTES) {
        send();
      }
      statements.forEach(batch::addStatement);
      partitions++;
      bytes += more;
    }

    void send() {
      if (partitions == 0) {
        return;
      }
      sent.add(session.execute(batch.build()));
      batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
      partitions = 0;
      bytes = 0;
    }
  }
}
