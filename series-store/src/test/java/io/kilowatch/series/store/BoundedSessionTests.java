package io.kilowatch.series.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundedSessionTests {
  private static final int MOST = 512;
  private static final IllegalStateException AWAY = new IllegalStateException("no connection");

  private final Queue<CompletableFuture<AsyncResultSet>> pending = new ConcurrentLinkedQueue<>();
  private final AtomicInteger started = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger mostUnderWay = new AtomicInteger();
  private volatile Supplier<CompletionStage<AsyncResultSet>> driver = this::answerLater;
  private final BoundedSession session =
      new BoundedSession(fake(), StoreSettings.of("any", 1, metric -> Duration.ZERO));

  @Test
  void execute_moreThanMayBeUnderWay_startsTheNextWhenOneIsAnswered() {
    execute(MOST + 3);
    assertThat(started).hasValue(MOST);

    pending.remove().complete(null);

    assertThat(started).hasValue(MOST + 1);
  }

  @Test
  void execute_driverFailsALongQueueAtOnce_endsEachAndStartsWhatComesAfter() {
    List<CompletableFuture<AsyncResultSet>> results = execute(MOST + 20_000);
    driver = () -> CompletableFuture.failedFuture(AWAY);

    pending.forEach(each -> each.completeExceptionally(AWAY));

    assertAllFailed(results);
    assertWholeRoom();
  }

  @Test
  void execute_driverThrows_endsEachAndStartsWhatComesAfter() {
    List<CompletableFuture<AsyncResultSet>> results = execute(2 * MOST);
    driver =
        () -> {
          throw new NoClassDefFoundError("a part of the driver");
        };

    pending.forEach(each -> each.completeExceptionally(AWAY));

    assertAllFailed(results);
    assertWholeRoom();
  }

  @Test
  void execute_byManyThreadsAtOnce_leavesNoneWaitingAndKeepsTheBound() throws Exception {
    driver = this::answerSoon;
    int threads = 8;
    Queue<CompletableFuture<AsyncResultSet>> results = new ConcurrentLinkedQueue<>();
    CountDownLatch ready = new CountDownLatch(threads);
    List<CompletableFuture<Void>> askers =
        IntStream.range(0, threads)
            .mapToObj(_ ->
                CompletableFuture.runAsync(
                    () -> {
                      ready.countDown();
                      results.addAll(execute(5_000));
                    },
                    Thread::startVirtualThread))
            .toList();

    for (CompletableFuture<?> each : askers) {
      each.get(30, TimeUnit.SECONDS);
    }
    for (CompletableFuture<?> each : results) {
      each.get(30, TimeUnit.SECONDS);
    }
    assertThat(started).hasValue(threads * 5_000);
    assertThat(mostUnderWay.get()).isLessThanOrEqualTo(MOST);
  }

  private static void assertAllFailed(List<CompletableFuture<AsyncResultSet>> results) {
    assertThat(results.stream().filter(CompletableFuture::isCompletedExceptionally).count())
        .isEqualTo(results.size());
  }

  /** As many are started as ever, and no more. */
  private void assertWholeRoom() {
    driver = this::answerLater;
    started.set(0);
    execute(MOST + 1);
    assertThat(started).hasValue(MOST);
  }

  private List<CompletableFuture<AsyncResultSet>> execute(int times) {
    List<CompletableFuture<AsyncResultSet>> results = new ArrayList<>(times);
    for (int i = 0; i < times; i++) {
      results.add(session.execute(SimpleStatement.newInstance("SELECT")));
    }
    return results;
  }

  private CompletableFuture<AsyncResultSet> answerLater() {
    CompletableFuture<AsyncResultSet> answer = new CompletableFuture<>();
    pending.add(answer);
    return answer;
  }

  private CompletableFuture<AsyncResultSet> answerSoon() {
    mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    return CompletableFuture.supplyAsync(() -> {
      underWay.decrementAndGet();
      return null;
    });
  }

  private CqlSession fake() {
    return (CqlSession)
        Proxy.newProxyInstance(
            CqlSession.class.getClassLoader(),
            new Class<?>[] {CqlSession.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("executeAsync")) {
                throw new UnsupportedOperationException(method.toString());
              }
              started.incrementAndGet();
              return driver.get();
            });
  }
}
