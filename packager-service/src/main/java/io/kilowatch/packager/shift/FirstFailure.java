package io.kilowatch.packager.shift;

import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Takes the first failure of several threads to the one that can end their common work. */
public final class FirstFailure {

  private @Nullable Exception first;

  /** An error is wrapped, so that it ends the work as any failure does. */
  public synchronized void set(Throwable failure) {
    if (first == null) {
      first = failure instanceof Exception e ? e : new ExecutionException(failure);
    }
  }

  public synchronized void rethrow() throws Exception {
    if (first != null) {
      throw first;
    }
  }
}
