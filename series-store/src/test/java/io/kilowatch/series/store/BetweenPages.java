package io.kilowatch.series.store;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A session that does something each time before it asks for a further page of an answer. */
final class BetweenPages {
  private final CqlSession session;
  private final Runnable action;

  private BetweenPages(CqlSession session, Runnable action) {
    this.session = session;
    this.action = action;
  }

  static CqlSession of(CqlSession session, Runnable action) {
    return new BetweenPages(session, action).session();
  }

  private CqlSession session() {
    return intercepted(
        CqlSession.class,
        session,
        "executeAsync",
        call -> ((CompletionStage<?>) call.get()).thenApply(page -> page((AsyncResultSet) page)));
  }

  /** The action waits for answers of its own, for which the driver needs the thread it calls on. */
  private AsyncResultSet page(AsyncResultSet page) {
    return intercepted(
        AsyncResultSet.class,
        page,
        "fetchNextPage",
        call -> CompletableFuture.runAsync(action).thenCompose(done -> page.fetchNextPage()));
  }

  private interface Call {
    Object get() throws Throwable;
  }

  private interface Interception {
    Object instead(Call call) throws Throwable;
  }

  private static <T> T intercepted(Class<T> type, T target, String name, Interception other) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Call call =
                  () -> {
                    try {
                      return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                      throw e.getCause();
                    }
                  };
              return method.getName().equals(name) ? other.instead(call) : call.get();
            }));
  }
}
