package io.kilowatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kilowatch.e2e.NumberedStream.Shape;
import io.kilowatch.local.CassandraNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Three nodes that each keep everything, one of them killed: nobody outside may notice. */
class RingIT {

  private static final int NODES = 3;
  private static final long READINGS = 100_000;
  private static final Shape SHAPE = Shape.PLAIN.perSecond(READINGS / 20.0);
  private static final Duration WITHOUT_IT = Duration.ofSeconds(10);

  @Test
  void oneOfThreeNodesKilled_underLoad_isNotNoticed() throws Exception {
    assumeThat(Faults.FULL).as("in full length only").isTrue();
    Path directory = RunningPlatform.emptied("ring");
    List<CassandraNode> ring = CassandraNode.startRing(directory.resolve("nodes"), NODES);
    try (RunningPlatform platform =
        RunningPlatform.up(directory.resolve("data"), replicatedOn(ring))) {
      NumberedStream stream = new NumberedStream(platform, platform.url(), "node-killed", SHAPE);
      try (Visitor visitor = new Visitor(platform.url(), platform.client().token())) {
        visitor.start();
        stream.during(
            READINGS / 3,
            READINGS,
            () -> {
              ring.getFirst().kill();
              Thread.sleep(WITHOUT_IT);
            });
        stream.assertStoredOnce("killed one of " + NODES + " nodes");
        System.out.println("visitors: " + visitor);
        assertThat(visitor.unlike()).isEmpty();
        assertThat(visitor.again()).as("questions that had to be asked again").isZero();
      }
      assertThat(stream.refusals().refused() + stream.refusals().broken()).isZero();
    } finally {
      ring.forEach(CassandraNode::close);
    }
  }

  private static Map<String, String> replicatedOn(List<CassandraNode> ring) {
    return Map.of(
        "KILOWATCH_CASSANDRA_CONTACT_POINTS",
        ring.stream().map(CassandraNode::contactPoint).collect(Collectors.joining(",")),
        "KILOWATCH_CASSANDRA_REPLICATION",
        Integer.toString(NODES));
  }
}
