package io.kilowatch.emulators.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplicasTests {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final List<String> SERVERS =
      IntStream.range(0, 3000).mapToObj(i -> "server-" + i).toList();

  @Test
  void owner_threeReplicas_sharesServersEvenly() {
    Map<String, Long> shares =
        SERVERS.stream()
            .map(server -> Replicas.owner(Set.of("a", "b", "c"), server))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

    assertThat(shares).hasSize(3);
    assertThat(shares.values()).allSatisfy(share -> assertThat(share).isBetween(850L, 1150L));
  }

  @Test
  void owner_replicaLeaves_movesOnlyItsOwnServers() {
    assertThat(SERVERS)
        .allSatisfy(server -> {
          String before = Replicas.owner(Set.of("a", "b", "c"), server);
          String after = Replicas.owner(Set.of("a", "b"), server);
          assertThat(before.equals("c") || before.equals(after)).isTrue();
        });
  }

  @Test
  void alive_silentReplica_isGoneAfterThreeSeconds() {
    Replicas replicas = new Replicas("a", START);

    assertThat(replicas.heard("b", START)).as("new").isTrue();
    assertThat(replicas.heard("b", START.plusSeconds(1))).as("known").isFalse();
    assertThat(replicas.heard("a", START)).as("itself").isFalse();

    assertThat(replicas.alive(START.plusSeconds(4))).containsExactly("a", "b");
    assertThat(replicas.alive(START.plusMillis(4001))).containsExactly("a");
  }

  @Test
  void alive_replicaThatLeft_isGoneAtOnce() {
    Replicas replicas = new Replicas("a", START);
    replicas.heard("b", START);

    replicas.left("b");

    assertThat(replicas.alive(START)).containsExactly("a");
  }

  @Test
  void settled_justStarted_waitsToHearOfOthers() {
    Replicas replicas = new Replicas("a", START);

    assertThat(replicas.settled(START.plusMillis(1499))).isFalse();
    assertThat(replicas.settled(START.plusMillis(1500))).isTrue();
  }
}
