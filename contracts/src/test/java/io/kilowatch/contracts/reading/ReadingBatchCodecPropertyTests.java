package io.kilowatch.contracts.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ReadingBatchCodecPropertyTests {

  /** Counts and differences at the ends of what a varint can say, and one that never ends. */
  private static final List<byte[]> EXTREMES =
      List.of(
          varint(0),
          varint(Integer.MAX_VALUE),
          varint(1L << 31),
          varint(1L << 32),
          varint(Long.MAX_VALUE),
          varint(-1),
          new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1},
          new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xf0, 0x7f});

  record Edit(int at, byte[] put) {}

  @Property
  void decode_whatWasEncoded_comesBackBitForBit(@ForAll("runs") List<ReadingRun> runs) {
    List<ReadingRun> decoded = ReadingBatchCodec.decode(ReadingBatchCodec.encode(runs));

    assertSame(decoded, runs);
  }

  @Property
  void decode_anyBytes_refusesOrGivesValidRuns(@ForAll byte[] body) {
    assertRefusedOrValid(body);
  }

  @Property
  void decode_anyBytesAfterTheVersion_refusesOrGivesValidRuns(@ForAll byte[] noise) {
    byte[] body = new byte[noise.length + 1];
    body[0] = 1;
    System.arraycopy(noise, 0, body, 1, noise.length);

    assertRefusedOrValid(body);
  }

  @Property
  void decode_changedCutOrLongerBatch_refusesOrGivesValidRuns(
      @ForAll("runs") List<ReadingRun> runs,
      @ForAll("edits") List<Edit> edits,
      @ForAll @IntRange(min = -40, max = 40) int longer) {
    byte[] body = ReadingBatchCodec.encode(runs);
    for (Edit edit : edits) {
      // The version stays: what another one does is a test of its own.
      int at = 1 + edit.at() % (body.length - 1);
      int length = Math.min(edit.put().length, body.length - at);
      System.arraycopy(edit.put(), 0, body, at, length);
    }

    assertRefusedOrValid(Arrays.copyOf(body, Math.max(0, body.length + longer)));
  }

  /** The costliest body for its length: an object for each byte. */
  @Example
  void decode_aMillionEmptyStrings_staysInBounds() {
    byte[] count = varint(1_000_000);
    byte[] body = new byte[1 + count.length + 1_000_000 + 1];
    body[0] = 1;
    System.arraycopy(count, 0, body, 1, count.length);

    assertThat(assertRefusedOrValid(body)).isPresent();
  }

  /**
   * An empty string is one byte of the body, and in memory a place in an array, an empty array and
   * a string: under 64 bytes. Readings (16 bytes from at least 9) and runs take less for their
   * length. What does not depend on the length is an exception with its trace; classes were loaded
   * by the first of the two calls.
   */
  private static Optional<List<ReadingRun>> assertRefusedOrValid(byte[] body) {
    Optional<List<ReadingRun>> decoded = decoded(body);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    decoded(body);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(200_000 + 64L * body.length);
    decoded.ifPresent(ReadingBatchCodecPropertyTests::assertValid);
    return decoded;
  }

  private static void assertValid(List<ReadingRun> runs) {
    for (ReadingRun run : runs) {
      assertThat(run.size()).isPositive();
      assertThat(Arrays.stream(run.values()).allMatch(Double::isFinite)).isTrue();
    }
    assertSame(ReadingBatchCodec.decode(ReadingBatchCodec.encode(runs)), runs);
  }

  private static void assertSame(List<ReadingRun> actual, List<ReadingRun> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      ReadingRun a = actual.get(i);
      ReadingRun e = expected.get(i);
      assertThat(List.of(a.serverId(), a.metric(), a.keyId(), a.origin(), a.rankSeconds()))
          .isEqualTo(List.of(e.serverId(), e.metric(), e.keyId(), e.origin(), e.rankSeconds()));
      assertThat(a.timestampsMillis()).isEqualTo(e.timestampsMillis());
      assertThat(bits(a.values())).isEqualTo(bits(e.values()));
    }
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  /** Empty where it was refused; any exception but the one that is due falls through. */
  private static Optional<List<ReadingRun>> decoded(byte[] body) {
    try {
      return Optional.of(ReadingBatchCodec.decode(body));
    } catch (UnreadableBatchException e) {
      return Optional.empty();
    }
  }

  @Provide
  Arbitrary<List<Edit>> edits() {
    Arbitrary<byte[]> puts =
        Arbitraries.oneOf(Arbitraries.bytes().map(b -> new byte[] {b}), Arbitraries.of(EXTREMES));
    return Combinators.combine(Arbitraries.integers().between(0, 1 << 16), puts)
        .as(Edit::new)
        .list()
        .ofMaxSize(4);
  }

  @Provide
  Arbitrary<List<ReadingRun>> runs() {
    Arbitrary<String> texts =
        Arbitraries.oneOf(
            Arbitraries.of("server-1", "power", "", "é\ud834\udd1e"),
            Arbitraries.strings().ofMaxLength(20));
    Arbitrary<Long> numbers =
        Arbitraries.oneOf(
            Arbitraries.longs().between(1_700_000_000_000L, 1_800_000_000_000L),
            Arbitraries.longs());
    Arbitrary<List<Long>> timestamps = numbers.list().ofMinSize(1).ofMaxSize(20);
    Arbitrary<Double> values =
        Arbitraries.oneOf(
            Arbitraries.of(0.0, -0.0, Double.MIN_VALUE, -Double.MAX_VALUE, 42.5),
            Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite));
    return Combinators.combine(
            texts,
            texts,
            texts,
            Arbitraries.of(Origin.class),
            numbers,
            timestamps,
            values.list().ofSize(20))
        .as(ReadingBatchCodecPropertyTests::run)
        .list()
        .ofMaxSize(8);
  }

  private static ReadingRun run(
      String server,
      String metric,
      String key,
      Origin origin,
      long rank,
      List<Long> timestamps,
      List<Double> values) {
    return new ReadingRun(
        server,
        metric,
        key,
        origin,
        rank,
        timestamps.stream().mapToLong(Long::longValue).toArray(),
        values.stream().limit(timestamps.size()).mapToDouble(Double::doubleValue).toArray());
  }

  private static byte[] varint(long number) {
    BatchBytes out = new BatchBytes(10);
    out.putVarint(number);
    return out.toByteArray();
  }
}
