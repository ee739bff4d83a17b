package io.kilowatch.emulators.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.emulators.Fleet;
import io.kilowatch.emulators.delivery.Reading;
import io.kilowatch.emulators.replica.Known;
import io.kilowatch.emulators.replica.Replicas;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SensorLoopTests {

  private static final long FIRST_GRID = Rig.START.toEpochMilli() + 40;

  /** Of a rig that knows another; from then on it reads. */
  private static final int SECONDS_SINCE_JOINED = 10;

  @Test
  void tick_emulatedServer_readsBothMetricsEachSecondOnTheGrid() {
    Rig rig = Rig.alone(Fleet.emulated("s1"));

    rig.run(5);

    long[] expected = LongStream.range(0, 5).map(i -> FIRST_GRID + 1000 * i).toArray();
    assertThat(timestamps(rig.sent(Metric.POWER))).containsExactly(expected);
    assertThat(timestamps(rig.sent(Metric.CO2))).containsExactly(expected);
  }

  @Test
  void tick_externalOrRetiredServer_readsNothing() {
    Rig rig = Rig.alone(Fleet.external("s1"), Fleet.retired("s2", Rig.START));

    rig.run(3);

    assertThat(rig.sent).isEmpty();
  }

  @Test
  void tick_serverRetiredThenRestored_stopsAndGoesOn() {
    Rig rig = Rig.alone(Fleet.emulated("s1"));
    rig.run(2);
    rig.directory.apply(Fleet.retired("s1", Rig.START));
    rig.run(Duration.ofSeconds(2), Duration.ofSeconds(5));
    int whileRetired = rig.sent.size();
    rig.directory.apply(Fleet.emulated("s1"));
    rig.run(Duration.ofSeconds(5), Duration.ofSeconds(7));

    assertThat(whileRetired).isEqualTo(4);
    assertThat(timestamps(rig.sent(Metric.POWER)))
        .containsExactly(FIRST_GRID, FIRST_GRID + 1000, FIRST_GRID + 5000, FIRST_GRID + 6000);
  }

  @Test
  void tick_directoryNotLoaded_readsNothing() {
    Rig rig = new Rig(new Replicas("a", Rig.START.minusSeconds(10)));
    rig.directory.apply(Fleet.site());
    rig.directory.apply(Fleet.emulated("s1"));

    rig.run(3);

    assertThat(rig.sent).isEmpty();
  }

  @Test
  void tick_twoReplicasThatBothBelieveToBeAlone_readTheSame() {
    ServerEntry server = Fleet.emulated("s1");
    Rig one = Rig.alone(server);
    Rig other = Rig.alone(server);

    one.run(20);
    other.run(Duration.ofMillis(30), Duration.ofSeconds(20));

    assertThat(other.sent).isNotEmpty().isEqualTo(one.sent);
  }

  @Test
  void tick_twoReplicasThatKnowEachOther_shareWithoutDoubleReadings() {
    ServerEntry[] servers =
        IntStream.range(0, 20).mapToObj(i -> Fleet.emulated("s" + i)).toArray(ServerEntry[]::new);
    Rig a = rigThatKnows("a", "b", servers);
    Rig b = rigThatKnows("b", "a", servers);

    a.run(2);
    b.run(2);

    assertThat(a.sent).isNotEmpty().doesNotContainAnyElementsOf(b.sent);
    assertThat(b.sent).isNotEmpty();
    assertThat(a.sent.size() + b.sent.size()).isEqualTo(20 * 2 * (SECONDS_SINCE_JOINED + 2));
  }

  @Test
  void tick_otherReplicaFallsSilent_takesItsServersOverWithoutAGap() {
    ServerEntry[] servers =
        IntStream.range(0, 20).mapToObj(i -> Fleet.emulated("s" + i)).toArray(ServerEntry[]::new);
    Rig a = rigThatKnows("a", "b", servers);
    Rig b = rigThatKnows("b", "a", servers);

    b.run(1); // and then b dies, so that a does not hear of it after the start
    a.run(8);

    for (ServerEntry server : servers) {
      assertThat(
              LongStream.concat(powerTimes(a, server), powerTimes(b, server)).sorted().distinct())
          .as(server.id())
          .containsExactlyElementsOf(
              LongStream.range(-SECONDS_SINCE_JOINED, 8)
                  .mapToObj(i -> FIRST_GRID + 1000 * i)
                  .toList());
    }
  }

  @Test
  void tick_replicaJoins_leavesNoGapWhileItSettles() {
    ServerEntry[] servers =
        IntStream.range(0, 20).mapToObj(i -> Fleet.emulated("s" + i)).toArray(ServerEntry[]::new);
    Duration joining = Duration.ofSeconds(2);
    Duration end = Duration.ofSeconds(5);
    Replicas known = new Replicas("a", Rig.START.minusSeconds(10));
    Rig a = new Rig(known);
    a.load(servers);
    Instant joinedAt = Rig.START.plus(joining);
    Rig b = new Rig(Known.replicas("b", joinedAt, "a", joinedAt));
    b.load(servers);

    a.run(Duration.ZERO, joining);
    Known.hear(known, "b", joinedAt);
    a.run(joining, end);
    b.run(joining, end);

    assertThat(b.sent).isNotEmpty();
    for (ServerEntry server : servers) {
      assertThat(LongStream.concat(powerTimes(a, server), powerTimes(b, server)).sorted())
          .as(server.id())
          .containsExactlyElementsOf(
              LongStream.range(0, 5).mapToObj(i -> FIRST_GRID + 1000 * i).toList());
    }
  }

  @Test
  void tick_shorterInterval_takesEffectAtTheNextReading() {
    Rig rig = Rig.alone(Fleet.emulated("s1"));
    rig.run(2);
    rig.change("s1", Metric.POWER, new SensorPatch(200L, null, null, null, null), Rig.START);
    rig.run(Duration.ofSeconds(2), Duration.ofSeconds(3));

    assertThat(timestamps(rig.sent(Metric.POWER)))
        .containsExactly(
            FIRST_GRID,
            FIRST_GRID + 1000,
            FIRST_GRID + 2000,
            FIRST_GRID + 2200,
            FIRST_GRID + 2400,
            FIRST_GRID + 2600,
            FIRST_GRID + 2800);
  }

  @Test
  void tick_pausedSensor_isSilentAndDoesNotCatchUp() {
    Rig rig = Rig.alone(Fleet.emulated("s1"));
    rig.change("s1", Metric.POWER, new SensorPatch(null, null, null, true, null), Rig.START);
    rig.run(3);
    rig.change(
        "s1",
        Metric.POWER,
        new SensorPatch(null, null, null, false, null),
        Rig.START.plusSeconds(3));
    rig.run(Duration.ofSeconds(3), Duration.ofSeconds(4));

    assertThat(timestamps(rig.sent(Metric.POWER))).containsExactly(FIRST_GRID + 3000);
    assertThat(rig.sent(Metric.CO2)).hasSize(4);
  }

  @Test
  void tick_processPaused_catchesUpOneMinuteAtMost() {
    Rig rig = Rig.alone(Fleet.emulated("s1"));
    rig.loop.tick(Rig.START);
    rig.loop.tick(Rig.START.plusSeconds(600));

    assertThat(rig.sent(Metric.POWER)).hasSize(60);
  }

  @Test
  void tick_clockSetBack_readsNoTimeTwice() {
    Rig rig = Rig.alone(Fleet.emulated("s1"));
    rig.run(5);
    rig.run(7);

    assertThat(timestamps(rig.sent(Metric.POWER))).doesNotHaveDuplicates().hasSize(7);
  }

  private static Rig rigThatKnows(String self, String other, ServerEntry... servers) {
    Rig rig = new Rig(Known.replicas(self, other, Rig.START));
    rig.load(servers);
    return rig;
  }

  private static LongStream powerTimes(Rig rig, ServerEntry server) {
    return rig.sent(Metric.POWER).stream()
        .filter(reading -> reading.serverId().equals(server.id()))
        .mapToLong(Reading::timestamp);
  }

  private static long[] timestamps(List<Reading> readings) {
    return readings.stream().mapToLong(Reading::timestamp).toArray();
  }
}
