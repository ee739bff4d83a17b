package io.kilowatch.packager.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.packager.batch.RunLog.Packed;
import io.kilowatch.packager.batch.Sources.Source;
import io.kilowatch.series.Readings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RunLogTests {

  private final Sources sources = Runs.sources();
  private final RunLog log = new RunLog();
  private final Random random = new Random(42);

  @Test
  void take_nothingAdded_isEmpty() {
    assertThat(log.take()).isEmpty();
  }

  @Test
  void take_runsOfManySourcesInAnyOrder_givesEachItsOwn() {
    // More runs and readings than the log begin with, so that they grow on the way.
    Map<Source, Readings.Builder> expected = fill(3_000, 700);

    assertThat(log.take())
        .extracting(Packed::source, packed -> packed.readings().unpack())
        .containsExactlyElementsOf(
            expected.entrySet().stream()
                .map(each -> tuple(each.getKey(), each.getValue().build()))
                .toList());
  }

  @Test
  void take_usedAgain_hasNothingOfTheBatchBefore() {
    fill(3_000, 700);
    log.take();
    Map<Source, Readings.Builder> expected = fill(5, 2);

    assertThat(log.take())
        .extracting(packed -> packed.readings().unpack())
        .containsExactlyElementsOf(
            expected.values().stream().map(Readings.Builder::build).toList());
  }

  @Test
  void take_timestampsFarFromTheirRank_areKept() {
    long rank = 4_294_967_295L; // the largest that 32 bits hold
    assertKept(run(rank, 0, rank * 1000));
    assertKept(run(0, Integer.MAX_VALUE, Integer.MIN_VALUE));
    assertKept(run(0, Integer.MAX_VALUE + 1L));
    assertKept(run(rank, rank * 1000 + 1, rank * 1000 - 1));
  }

  @Test
  void take_runLongerThanAChunk_isKept_andSoIsWhatFollows() {
    ReadingRun longest = run(1, LongStream.range(0, 200_000).toArray());
    ReadingRun next = run(2, 300_000);
    Source source = sources.of(longest);
    for (int batch = 0; batch < 2; batch++) {
      log.add(source, next);
      log.add(source, longest);
      log.add(source, next);
      assertThat(log.take().getFirst().readings().size()).isEqualTo(200_001);
    }
  }

  private void assertKept(ReadingRun run) {
    log.add(sources.of(run), run);
    Readings.Builder expected = Readings.builder(run.size());
    for (int i = 0; i < run.size(); i++) {
      expected.add(run.timestampsMillis()[i], run.values()[i], run.rankSeconds(), run.origin());
    }
    assertThat(log.take().getFirst().readings().unpack()).isEqualTo(expected.build());
  }

  private static ReadingRun run(long rankSeconds, long... timestampsMillis) {
    double[] values = LongStream.of(timestampsMillis).mapToDouble(each -> each / 7.0).toArray();
    return new ReadingRun(
        "a", "power", "key", Origin.EMULATED, rankSeconds, timestampsMillis, values);
  }

  private Map<Source, Readings.Builder> fill(int runs, int servers) {
    Map<Source, Readings.Builder> expected = new LinkedHashMap<>();
    for (int i = 0; i < runs; i++) {
      ReadingRun run = run(random.nextInt(servers));
      Source source = sources.of(run);
      log.add(source, run);
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
