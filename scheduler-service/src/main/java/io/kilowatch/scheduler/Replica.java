package io.kilowatch.scheduler;

import io.kilowatch.base.identifier.Identifier;
import org.springframework.stereotype.Component;

/** This process among those of the service. */
@Component
public final class Replica {

  private final String id = "scheduler-service-" + Identifier.fresh().substring(0, 8);

  public String id() {
    return id;
  }
}
