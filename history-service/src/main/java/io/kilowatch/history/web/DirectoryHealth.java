package io.kilowatch.history.web;

import io.kilowatch.base.directory.Directory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Ready only once the registry has said which servers there are. */
@Component("directoryHealthIndicator")
final class DirectoryHealth implements HealthIndicator {

  private final Directory directory;

  DirectoryHealth(Directory directory) {
    this.directory = directory;
  }

  @Override
  public Health health() {
    return directory.loaded() ? Health.up().build() : Health.down().build();
  }
}
