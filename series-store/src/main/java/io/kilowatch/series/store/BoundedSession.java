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

  /** Calls of {@link #startWaiting} that nobody has looked after yet. */
  private final AtomicInteger calls = new AtomicInteger();

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
          if (failure == null) {
            result.complete(rows);
          } else {
            result.completeExceptionally(failure);
          }
          startWaiting();
        });
  }

  /** What goes wrong before anything is sent counts as an answer, or its place would stay taken. */
  private CompletionStage<AsyncResultSet> asked(Statement<?> statement) {
    try {
      return session.executeAsync(statement);
    } catch (Throwable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Starts what there is room for; one caller at a time, who sees to those who call meanwhile.
   *
   * <p>A driver without a connection answers while it is asked. Were the next started from within
   * that answer, a long queue would be as many calls within each other, and end on a full stack.
   */
  private void startWaiting() {
    int unseen = calls.getAndIncrement() == 0 ? 1 : 0;
    while (unseen > 0) {
      startWhileThereIsRoom();
      unseen = calls.addAndGet(-unseen);
    }
  }

  private void startWhileThereIsRoom() {
    while (underWay.get() < MAX_UNDER_WAY) {
      Runnable next = waiting.poll();
      if (next == null) {
        return;
      }
      underWay.incrementAndGet();
      next.run();
    }
  }
}
