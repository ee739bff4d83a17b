package io.kilowatch.packager.store;

import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Tells failures of the data from failures of the store. */
public final class StoreFailures {

  private StoreFailures() {}

  /**
   * Whether the same write would be refused for ever. Everything else, also what nobody thought of,
   * counts as the store being away: waiting loses nothing.
   */
  public static boolean refused(Throwable failure) {
    Throwable cause = cause(failure);
    return cause instanceof InvalidQueryException || cause instanceof IllegalArgumentException;
  }

  /** What is behind the wrappers of futures. */
  public static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
