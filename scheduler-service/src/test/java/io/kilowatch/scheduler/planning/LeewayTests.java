package io.kilowatch.scheduler.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.scheduler.plan.TaskDemand;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeewayTests {

  private static final long NOW = 1_000_000;
  private static final long HOUR = 3600;

  @Test
  void reserved_endsATwentiethBefore() {
    assertThat(Leeway.reserved(demand(10 * HOUR, NOW + 20 * HOUR), NOW).deadline())
        .isEqualTo(NOW + 20 * HOUR - HOUR / 2);
  }

  @Test
  void reserved_ofAShortOne_endsAMinuteBefore() {
    assertThat(Leeway.reserved(demand(60, NOW + HOUR), NOW).deadline()).isEqualTo(NOW + HOUR - 60);
  }

  @Test
  void reserved_withLittleToSpare_takesHalfOfIt() {
    assertThat(Leeway.reserved(demand(HOUR, NOW + HOUR + 20), NOW).deadline())
        .isEqualTo(NOW + HOUR + 10);
    TaskDemand exact = demand(HOUR, NOW + HOUR);
    assertThat(Leeway.reserved(exact, NOW)).isEqualTo(exact);
    assertThat(Leeway.reserved(exact, NOW + 100)).isEqualTo(exact);
  }

  @Test
  void reserved_countsFromTheEarliestStart() {
    TaskDemand later = demand(HOUR, NOW + 3 * HOUR).notBefore(NOW + 2 * HOUR);
    assertThat(Leeway.reserved(later, NOW)).isEqualTo(later);
  }

  @Test
  void shortened_ofOneThatIsALittleTooLate_takesTheTimeThereIs() {
    TaskDemand demand = demand(HOUR, NOW + HOUR);
    assertThat(Leeway.shortened(demand, NOW + 360)).contains(demand.lasting(HOUR - 360));
    assertThat(Leeway.shortened(demand, NOW + 361)).as("too late").isEmpty();
    assertThat(Leeway.shortened(demand, NOW)).as("in time").isEmpty();
    TaskDemand brief = demand(30, NOW + 30);
    assertThat(Leeway.shortened(brief, NOW + 29)).contains(brief.lasting(1));
    assertThat(Leeway.shortened(brief, NOW + 30)).isEmpty();
  }

  private static TaskDemand demand(long seconds, long deadline) {
    return new TaskDemand("t", 1, seconds, NOW, deadline, false, Set.of(), Set.of());
  }
}
