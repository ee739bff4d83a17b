package io.kilowatch.series.store;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.metadata.Node;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A session that has so many requests under way at most: the driver fails what exceeds its
 * connections' stream ids instead of letting it wait.
 */
final class BoundedSession {
  private static final int MAX_UNDER_WAY = 512;

  /** The driver's two seconds are short for the close of an hour of single postings. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final CqlSession session;
  private final StoreSettings settings;
  private final AtomicInteger underWay = new AtomicInteger();
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  BoundedSession(CqlSession session, StoreSettings settings) {
    this.session = session;
    this.settings = settings;
  }

  /** Prepares CQL that names its table as {@code {keyspace}.table}. */
  PreparedStatement prepare(String cql) {
    return session.prepare(cql.replace("{keyspace}", settings.keyspace()));
  }

  /** The nodes that keep the partition of a statement; none if the driver does not know. */
  Set<Node> replicas(Statement<?> statement) {
    ByteBuffer key = statement.getRoutingKey();
    return key == null
        ? Set.of()
        : session
            .getMetadata()
            .getTokenMap()
            .map(tokens -> tokens.getReplicas(settings.keyspace(), key))
            .orElse(Set.of());
  }

  /** Every statement of this module may run twice, so the driver may try again. */
  CompletableFuture<AsyncResultSet> execute(Statement<?> statement) {
    Statement<?> configured =
        statement
            .setConsistencyLevel(settings.consistency())
            .setIdempotent(true)
            .setTimeout(TIMEOUT);
    CompletableFuture<AsyncResultSet> result = new CompletableFuture<>();
    waiting.add(() -> start(configured, result));
    startWaiting();
    return result;
  }

  /** Waits, and throws what went wrong as itself. */
  static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void start(Statement<?> statement, CompletableFuture<AsyncResultSet> result) {
    asked(statement)
        .whenComplete((rows, failure) -> {
          underWay.decrementAndGet();
          startWaiting();
          if (failure == null) {
            result.complete(rows);
          } else {
            result.completeExceptionally(failure);
          }
        });
  }

  /** What goes wrong before anything is sent counts as an answer, or its place would stay taken. */
  private CompletionStage<AsyncResultSet> asked(Statement<?> statement) {
    try {
      return session.executeAsync(statement);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void startWaiting() {
    while (!waiting.isEmpty() && reserve()) {
      Runnable next = waiting.poll();
      if (next == null) {
        underWay.decrementAndGet();
      } else {
        next.run();
      }
    }
  }

  private boolean reserve() {
    int before = underWay.getAndUpdate(n -> Math.min(n + 1, MAX_UNDER_WAY));
    return before < MAX_UNDER_WAY;
  }
}
