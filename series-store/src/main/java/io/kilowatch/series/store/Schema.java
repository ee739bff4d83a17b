package io.kilowatch.series.store;

import com.datastax.oss.driver.api.core.CqlSession;

/** Creates keyspace and tables where they are missing. */
@SuppressWarnings("DoNotCallSuggester")
public final class Schema {
  private Schema() {}

  /** Idempotent, and safe when several services start at once. */
  public static void apply(CqlSession session, String keyspace, int replication) {
    throw new UnsupportedOperationException("in the next commit");
  }
}
