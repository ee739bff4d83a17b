package io.kilowatch.packager.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.series.Readings;
import io.kilowatch.series.SeriesKey;
import org.junit.jupiter.api.Test;

class BatchTests {

  private static final SeriesKey SERIES = new SeriesKey("a", "power");

  private final Batch batch = new Batch(Runs.sources(), new RunLog(), 1);

  @Test
  void readingsBySeries_sameTimestampFromTwoKeys_keepsTheHigherRank() {
    add(run("site", 20, 1_000, 2_000));
    add(run("server", 10, 2_000, 3_000));

    batch.close();
    Readings readings = batch.readingsBySeries().get(SERIES).unpack();

    assertThat(batch.readings()).isEqualTo(4);
    assertThat(readings.size()).isEqualTo(3);
    assertThat(readings.rankSeconds(1)).isEqualTo(20);
    assertThat(readings.rankSeconds(2)).isEqualTo(10);
  }

  @Test
  void runs_ofSeveralKeysAndRanks_areTheRunsThatCame() {
    ReadingRun first = run("site", 20, 1_000, 2_000);
    ReadingRun second = run("site", 21, 3_000);
    ReadingRun ofOtherKey = run("server", 10, 2_000);
    add(first);
    add(ofOtherKey);
    add(second);
    add(Runs.run("b", "power", 1_000, 1));

    batch.close();
    assertThat(batch.runs(SERIES))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(first, second, ofOtherKey);
  }

  private void add(ReadingRun run) {
    batch.add(Runs.delivery(1, run), Runs.good(run));
  }

  private static ReadingRun run(String keyId, long rankSeconds, long... timestampsMillis) {
    double[] values = new double[timestampsMillis.length];
    return new ReadingRun(
        "a", "power", keyId, Origin.MODELLED, rankSeconds, timestampsMillis, values);
  }
}
