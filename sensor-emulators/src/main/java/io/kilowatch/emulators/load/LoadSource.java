package io.kilowatch.emulators.load;

import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import java.time.Instant;

/** Where a server's load comes from. */
public interface LoadSource {

  /** Share of full load, 0 to 1. */
  double loadAt(ServerEntry server, SiteEntry site, Instant at);

  /** What the load is based on at that time: {@code model} or {@code trace}. */
  String basis(Instant at);
}
