package io.kilowatch.packager.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.packager.batch.RunColumns.Column;
import io.kilowatch.packager.batch.Sources.Source;
import io.kilowatch.series.Readings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunColumnsTests {

  private final Sources sources = new Sources();
  private final RunColumns columns = new RunColumns();
  private final Random random = new Random(42);

  @Test
  void take_nothingAdded_isEmpty() {
    assertThat(columns.take()).isEmpty();
  }

  @Test
  void take_runsOfManySourcesInAnyOrder_givesEachItsOwn() {
    // More runs and readings than the columns begin with, so that they grow on the way.
    Map<Source, Readings.Builder> expected = fill(3_000, 700);

    assertThat(columns.take())
        .extracting(Column::source, Column::readings)
        .containsExactlyElementsOf(
            expected.entrySet().stream()
                .map(each -> tuple(each.getKey(), each.getValue().build()))
                .toList());
  }

  @Test
  void take_usedAgain_hasNothingOfTheBatchBefore() {
    fill(3_000, 700);
    columns.take();
    Map<Source, Readings.Builder> expected = fill(5, 2);

    assertThat(columns.take())
        .extracting(Column::readings)
        .containsExactlyElementsOf(
            expected.values().stream().map(Readings.Builder::build).toList());
  }

  private Map<Source, Readings.Builder> fill(int runs, int servers) {
    Map<Source, Readings.Builder> expected = new LinkedHashMap<>();
    for (int i = 0; i < runs; i++) {
      ReadingRun run = run(random.nextInt(servers));
      Source source = sources.of(run);
      columns.add(source, run);
      Readings.Builder builder =
          expected.computeIfAbsent(source, _ -> Readings.builder(run.size()));
      for (int at = 0; at < run.size(); at++) {
        builder.add(run.timestampsMillis()[at], run.values()[at], run.rankSeconds(), run.origin());
      }
    }
    return expected;
  }

  private ReadingRun run(int server) {
    int size = 1 + random.nextInt(5);
    return new ReadingRun(
        "server-" + server,
        random.nextBoolean() ? "power" : "co2",
        random.nextBoolean() ? "site" : "own",
        Origin.values()[random.nextInt(Origin.values().length)],
        random.nextInt(100),
        random.longs(size, 0, 1_000_000).sorted().toArray(),
        random.doubles(size).toArray());
  }
}
