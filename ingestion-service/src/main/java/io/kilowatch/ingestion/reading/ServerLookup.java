package io.kilowatch.ingestion.reading;

import io.kilowatch.contracts.registry.ServerEntry;
import org.jspecify.annotations.Nullable;

/** Finds a server in memory; called once for each distinct server of a request. */
@FunctionalInterface
public interface ServerLookup {

  /** The server with this id, retired ones included; null for none. */
  @Nullable ServerEntry byId(String id);
}
