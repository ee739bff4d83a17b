package io.kilowatch.series.store;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the statements that a session has been given and has not answered yet. */
final class StatementCount {
  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  /** As many as there ever were at once. */
  int most() {
    return most.get();
  }

  CqlSession of(CqlSession session) {
    return (CqlSession)
        Proxy.newProxyInstance(
            CqlSession.class.getClassLoader(),
            new Class<?>[] {CqlSession.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("executeAsync")) {
                return method.invoke(session, arguments);
              }
              int statements = arguments[0] instanceof BatchStatement batch ? batch.size() : 1;
              most.accumulateAndGet(unanswered.addAndGet(statements), Math::max);
              return ((CompletionStage<?>) method.invoke(session, arguments))
                  .whenComplete((_, _) -> unanswered.addAndGet(-statements));
            });
  }
}
