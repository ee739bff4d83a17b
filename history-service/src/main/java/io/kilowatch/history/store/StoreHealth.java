package io.kilowatch.history.store;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Ready only while Cassandra answers. */
@Component("storeHealthIndicator")
final class StoreHealth implements HealthIndicator {

  private final StoreConnection connection;

  StoreHealth(StoreConnection connection) {
    this.connection = connection;
  }

  @Override
  public Health health() {
    return connection.up() ? Health.up().build() : Health.down().build();
  }
}
