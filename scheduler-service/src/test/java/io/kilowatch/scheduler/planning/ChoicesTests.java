package io.kilowatch.scheduler.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kilowatch.scheduler.plan.Fleet;
import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.plan.PowerCurve;
import io.kilowatch.scheduler.plan.Segment;
import io.kilowatch.scheduler.plan.Server;
import io.kilowatch.scheduler.plan.Site;
import io.kilowatch.scheduler.plan.TaskDemand;
import io.kilowatch.scheduler.task.Choice;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChoicesTests {

  private static final long HOUR = 3600;

  private final Fleet fleet =
      new Fleet(
          List.of(
              server("de-1", "berlin", "DE"),
              server("de-2", "berlin", "DE"),
              server("fr-1", "paris", "FR")));
  private final IntensityForecast forecast =
      new IntensityForecast(
          List.of("DE", "FR"), 0, new double[][] {{400, 300, 100, 500}, {200, 250, 250, 250}});
  private final ServerLoads loads = new ServerLoads(fleet);

  @Test
  void runNow_isTheCleanestServerAtOnce() {
    assertThat(choices(4, 3 * HOUR, Set.of()).runNow())
        .hasValueSatisfying(now -> {
          assertThat(now.serverId()).isEqualTo("fr-1");
          assertThat(now.start()).isEqualTo(Instant.EPOCH);
        });
  }

  @Test
  void runNow_waitsForRoom_butNotPastTheDeadline() {
    for (int server = 0; server < 3; server++) {
      loads.add(4, List.of(new Segment(server, 0, (server + 1) * HOUR)));
    }
    assertThat(choices(4, 3 * HOUR, Set.of()).runNow())
        .hasValueSatisfying(then -> {
          assertThat(then.serverId()).isEqualTo("de-1");
          assertThat(then.start()).isEqualTo(Instant.ofEpochSecond(HOUR));
        });
    assertThat(choices(4, HOUR, Set.of()).runNow()).isEmpty();
  }

  @Test
  void bestOfSites_isOneOfEach_theLeastFirst() {
    assertThat(choices(4, 4 * HOUR, Set.of()).bestOfSites())
        .extracting(Choice::siteId, Choice::start)
        .containsExactly(
            tuple("berlin", Instant.ofEpochSecond(2 * HOUR)), tuple("paris", Instant.EPOCH));
  }

  @Test
  void bestOfSites_leavesOutWhereItMayNotRun_orDoesNotFit() {
    assertThat(choices(4, 4 * HOUR, Set.of("FR")).bestOfSites())
        .extracting(Choice::siteId)
        .containsExactly("paris");
    assertThat(choices(5, 4 * HOUR, Set.of()).bestOfSites()).isEmpty();
  }

  @Test
  void bestOfHours_goesThroughTheTimesThatItCouldBegin() {
    TaskDemand demand = demand(4, 4 * HOUR - 600, Set.of("DE"));
    assertThat(new Choices(loads, forecast, demand, 1800).bestOfHours())
        .extracting(choice -> choice.start().getEpochSecond())
        .containsExactly(1800L, HOUR, 2 * HOUR, 3 * HOUR - 600);
  }

  private Choices choices(int cores, long deadline, Set<String> zones) {
    return new Choices(loads, forecast, demand(cores, deadline, zones), 0);
  }

  private static TaskDemand demand(int cores, long deadline, Set<String> zones) {
    return new TaskDemand("t1", cores, HOUR, 0, deadline, false, zones, Set.of());
  }

  private static Server server(String id, String site, String zone) {
    return new Server(id, new Site(site, zone, 1.2), 4, 10, PowerCurve.between(50, 250));
  }
}
