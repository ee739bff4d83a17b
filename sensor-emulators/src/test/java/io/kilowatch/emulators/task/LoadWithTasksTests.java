package io.kilowatch.emulators.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import io.kilowatch.contracts.task.TaskLoad;
import io.kilowatch.contracts.task.TaskLoads;
import io.kilowatch.emulators.Fleet;
import io.kilowatch.emulators.load.LoadSource;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadWithTasksTests {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /** Of 16 cores. */
  private final ServerEntry server = Fleet.emulated("s1");

  private final RunningTasks tasks = new RunningTasks();
  private final LoadSource loads = new LoadWithTasks(new Own(), tasks);

  @Test
  void taskThatRuns_comesOnTopOfTheOwnLoad_untilItsEnd() {
    tasks.replace(new TaskLoads(List.of(task("t1", "s1", 4), task("t2", "other", 4))));
    assertThat(loadAt(NOON.minusMillis(1))).isEqualTo(0.3, within(1e-9));
    assertThat(loadAt(NOON)).isEqualTo(0.55, within(1e-9));
    assertThat(loadAt(NOON.plusSeconds(60))).as("ended").isEqualTo(0.3, within(1e-9));
  }

  @Test
  void tasksTogether_fillTheServerAndNoMore() {
    tasks.replace(new TaskLoads(List.of(task("t1", "s1", 8), task("t2", "s1", 8))));
    assertThat(loadAt(NOON)).isEqualTo(1);
  }

  @Test
  void taskThatIsToldNoMore_hasEnded() {
    tasks.replace(new TaskLoads(List.of(task("t1", "s1", 4))));
    tasks.replace(new TaskLoads(List.of()));
    assertThat(loadAt(NOON)).isEqualTo(0.3, within(1e-9));
  }

  private double loadAt(Instant at) {
    return loads.loadAt(server, Fleet.site(), at);
  }

  private static TaskLoad task(String id, String serverId, int cores) {
    return new TaskLoad(id, serverId, cores, NOON, NOON.plusSeconds(60));
  }

  private static final class Own implements LoadSource {

    @Override
    public double loadAt(ServerEntry server, SiteEntry site, Instant at) {
      return 0.3;
    }

    @Override
    public String basis(Instant at) {
      return "model";
    }
  }
}
