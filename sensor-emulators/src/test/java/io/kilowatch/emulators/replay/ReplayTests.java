package io.kilowatch.emulators.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import io.kilowatch.emulators.Fleet;
import io.kilowatch.emulators.load.LoadModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTests {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant PAST = Instant.parse("2022-10-03T00:00:00Z");

  private final ServerEntry server = Fleet.emulated("s1");
  private final SiteEntry site = Fleet.site();

  @TempDir Path directory;
  private Replay replay;

  @BeforeEach
  void oneTrace() throws IOException {
    Files.writeString(directory.resolve("t.csv"), "offset_seconds,vm\n0,0.1\n300,0.9\n600,0.5\n");
    replay = new Replay(new TraceDirectory(directory));
  }

  @Test
  void loadAt_shiftedToNow_followsTheTraceAtItsSpeedThenTheModel() {
    replay.apply(order("t.csv", 100, Timestamps.NOW, false, START));

    assertThat(load(START)).isEqualTo(0.1);
    assertThat(load(START.plusMillis(2999))).isEqualTo(0.1);
    assertThat(load(START.plusSeconds(3))).isEqualTo(0.9);
    assertThat(load(START.plusMillis(8999))).isEqualTo(0.5);
    assertThat(replay.basis(START.plusSeconds(3))).isEqualTo("trace");
    assertModel(START.plusSeconds(9));
    assertModel(START.minusSeconds(1));
  }

  @Test
  void loadAt_originalTimestamps_leavesThePresentToTheModel() {
    replay.apply(order("t.csv", 100, Timestamps.ORIGINAL, false, START));
    ReplayRun run = replay.run().orElseThrow();

    assertModel(START.plusSeconds(3));
    assertThat(run.rowsDue(START.minusMillis(1))).isZero();
    assertThat(run.rowsDue(START)).isEqualTo(1);
    assertThat(run.rowsDue(START.plusSeconds(3))).isEqualTo(2);
    assertThat(run.originalTime(1)).isEqualTo(PAST.plusSeconds(300));
    assertThat(run.load("s1", 1)).isEqualTo(0.9);
    assertThat(run.over(START.plusMillis(8999))).isFalse();
    assertThat(run.over(START.plusSeconds(9))).isTrue();
  }

  @Test
  void apply_stop_endsTheRunEvenWhenTheOlderOrderComesAgain() {
    ReplayOrder order = order("t.csv", 1, Timestamps.NOW, false, START);
    replay.apply(order);
    replay.apply(order.stoppedAt(START));
    replay.apply(order);

    assertModel(START.plusSeconds(1));
    assertThat(ReplayStatus.of(replay, START).state()).isEqualTo("stopped");
  }

  @Test
  void apply_fileMissingHere_saysFailedAndStaysOnTheModel() {
    replay.apply(order("other.csv", 1, Timestamps.NOW, false, START));

    assertModel(START.plusSeconds(1));
    assertThat(ReplayStatus.of(replay, START).state()).isEqualTo("failed");
  }

  @Test
  void status_running_saysHowFar() {
    assertThat(ReplayStatus.of(replay, START).state()).isEqualTo("none");
    replay.apply(order("t.csv", 100, Timestamps.NOW, false, START));

    ReplayStatus status = ReplayStatus.of(replay, START.plusSeconds(3));
    assertThat(status.state()).isEqualTo("running");
    assertThat(status.positionSeconds()).isEqualTo(300);
    assertThat(status.durationSeconds()).isEqualTo(900);
    assertThat(ReplayStatus.of(replay, START.plusSeconds(60)).state()).isEqualTo("finished");
  }

  private void assertModel(Instant at) {
    assertThat(load(at)).isEqualTo(LoadModel.loadAt("s1", site.longitude(), at));
    assertThat(replay.basis(at)).isEqualTo("model");
  }

  private double load(Instant at) {
    return replay.loadAt(server, site, at);
  }

  private static ReplayOrder order(
      String file, double speed, Timestamps timestamps, boolean stopped, Instant changedAt) {
    return new ReplayOrder(file, speed, timestamps, PAST, START, stopped, changedAt);
  }
}
