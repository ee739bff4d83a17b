package io.kilowatch.packager.shift;

import org.jspecify.annotations.Nullable;

/** Takes the first failure of several threads to the one that can end their common work. */
public final class FirstFailure {

  private @Nullable Exception first;

  public synchronized void set(Exception failure) {
    if (first == null) {
      first = failure;
    }
  }

  public synchronized void rethrow() throws Exception {
    if (first != null) {
      throw first;
    }
  }
}
