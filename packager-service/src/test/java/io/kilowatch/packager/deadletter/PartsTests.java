package io.kilowatch.packager.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingBatchCodec;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.packager.deadletter.Parts.Part;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PartsTests {

  @Test
  void of_payloadOfTheMostBytes_isOnePart() {
    ByteBuffer payload = unreadable(Parts.MOST_BYTES);

    assertThat(Parts.of(payload)).containsExactly(new Part("", payload));
  }

  @Test
  void of_largeBatch_areBatchesOfAllItsReadings() {
    List<ReadingRun> runs = List.of(run("a", 3), run("b", 900_000), run("c", 5));
    ByteBuffer payload = ByteBuffer.wrap(ReadingBatchCodec.encode(runs));

    List<Part> parts = Parts.of(payload);

    assertThat(parts).hasSizeGreaterThan(1);
    List<Double> values = new ArrayList<>();
    for (Part part : parts) {
      assertThat(part.note()).isEmpty();
      assertThat(part.payload().remaining()).isLessThanOrEqualTo(Parts.MOST_BYTES);
      ReadingBatchCodec.decode(Preview.bytes(part.payload()))
          .forEach(run -> addValues(run, values));
    }
    List<Double> expected = new ArrayList<>();
    runs.forEach(run -> addValues(run, expected));
    assertThat(values.equals(expected)).isTrue();
  }

  @Test
  void of_largeUnreadable_arePiecesThatMakeItUp() {
    assertPieces(unreadable(2 * Parts.MOST_BYTES + 1));
  }

  @Test
  void of_readingWithAMetricOfMegabytes_arePiecesThatMakeItUp() {
    ReadingRun run =
        new ReadingRun(
            "a",
            "m".repeat(2 * Parts.MOST_BYTES),
            "key",
            Origin.MEASURED,
            0,
            new long[1],
            new double[1]);
    assertPieces(ByteBuffer.wrap(ReadingBatchCodec.encode(List.of(run))));
  }

  private static void assertPieces(ByteBuffer payload) {
    List<Part> parts = Parts.of(payload);

    assertThat(parts)
        .extracting(Part::note)
        .containsExactly(" (part 1 of 3)", " (part 2 of 3)", " (part 3 of 3)");
    ByteBuffer together = ByteBuffer.allocate(payload.remaining());
    parts.forEach(part -> together.put(part.payload()));
    assertThat(together.flip().equals(payload)).isTrue();
  }

  private static ByteBuffer unreadable(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    bytes[0] = 9;
    return ByteBuffer.wrap(bytes);
  }

  private static ReadingRun run(String serverId, int readings) {
    return new ReadingRun(
        serverId,
        "power",
        "key",
        Origin.MEASURED,
        0,
        LongStream.range(0, readings).toArray(),
        new Random(1).doubles(readings).toArray());
  }

  private static void addValues(ReadingRun run, List<Double> values) {
    for (double value : run.values()) {
      values.add(value);
    }
  }
}
