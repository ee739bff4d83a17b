package io.kilowatch.ingestion.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinedRunsTests {

  @Test
  void of_runsOfOneKind_isOneRunInTheirOrder() {
    List<ReadingRun> joined =
        JoinedRuns.of(
            List.of(
                run("a", "power", "k", Origin.MEASURED, 7, 30, 40),
                run("b", "power", "k", Origin.MEASURED, 7, 1),
                run("a", "power", "k", Origin.MEASURED, 7, 10),
                run("a", "power", "k", Origin.MEASURED, 7, 40)));

    assertThat(joined).hasSize(2);
    assertThat(joined.get(0).serverId()).isEqualTo("a");
    assertThat(joined.get(0).timestampsMillis()).containsExactly(30, 40, 10, 40);
    assertThat(joined.get(0).values()).containsExactly(31, 41, 11, 41);
    assertThat(joined.get(1).serverId()).isEqualTo("b");
    assertThat(joined.get(1).timestampsMillis()).containsExactly(1);
  }

  @Test
  void of_runsThatDifferInAnything_keepsThemApart() {
    List<ReadingRun> runs =
        List.of(
            run("a", "power", "k", Origin.MEASURED, 7, 1),
            run("b", "power", "k", Origin.MEASURED, 7, 1),
            run("a", "co2", "k", Origin.MEASURED, 7, 1),
            run("a", "power", "other", Origin.MEASURED, 7, 1),
            run("a", "power", "k", Origin.MODELLED, 7, 1),
            run("a", "power", "k", Origin.MEASURED, 8, 1));

    assertThat(JoinedRuns.of(runs)).isEqualTo(runs);
  }

  /** Each value is its timestamp and one. */
  private static ReadingRun run(
      String server, String metric, String key, Origin origin, long rank, long... timestamps) {
    double[] values = new double[timestamps.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = timestamps[i] + 1;
    }
    return new ReadingRun(server, metric, key, origin, rank, timestamps, values);
  }
}
