package io.kilowatch.packager.shift;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Ready while every shift works; says which one waits for what. */
@Component
final class PackagerHealthIndicator implements HealthIndicator {

  private final List<Supervisor> supervisors;

  PackagerHealthIndicator(List<Supervisor> supervisors) {
    this.supervisors = supervisors;
  }

  @Override
  public Health health() {
    boolean working = supervisors.stream().allMatch(s -> s.state() == ShiftState.WORKING);
    Health.Builder health = working ? Health.up() : Health.outOfService();
    supervisors.forEach(s -> health.withDetail(s.name(), s.state()));
    return health.build();
  }
}
