package io.kilowatch.scheduler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.registry.EnergySource;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanZoneTests {

  @Test
  void gridServer_standsInItsGridZone() {
    assertThat(PlanZone.of("DE", EnergySource.GRID)).isEqualTo("DE");
    assertThat(PlanZone.ownGramsPerKwh("DE")).isEmpty();
  }

  @Test
  void serverWithASourceOfItsOwn_standsInAZoneOfThatWithinItsGrids() {
    String zone = PlanZone.of("DE", EnergySource.WIND);
    assertThat(PlanZone.gridZone(zone)).isEqualTo("DE");
    assertThat(PlanZone.ownGramsPerKwh(zone)).hasValue(11);
    assertThat(PlanZone.within(Set.of("DE"))).contains("DE", zone);
    assertThat(PlanZone.within(Set.of("FR"))).doesNotContain("DE", zone);
    assertThat(PlanZone.within(Set.of())).isEmpty();
  }
}
