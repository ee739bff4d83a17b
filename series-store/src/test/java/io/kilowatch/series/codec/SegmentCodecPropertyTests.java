package io.kilowatch.series.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.series.Readings;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SegmentCodecPropertyTests {

  record Step(long millis, double value, long delay, Origin origin) {}

  record Edit(int at, byte put) {}

  @Property
  void decode_whatWasEncoded_comesBackBitForBit(@ForAll("readings") Readings readings) {
    Readings decoded = SegmentCodec.decode(SegmentCodec.encode(readings));

    assertThat(decoded.size()).isEqualTo(readings.size());
    for (int i = 0; i < readings.size(); i++) {
      assertThat(decoded.timestampMillis(i)).isEqualTo(readings.timestampMillis(i));
      assertThat(Double.doubleToRawLongBits(decoded.value(i)))
          .isEqualTo(Double.doubleToRawLongBits(readings.value(i)));
      assertThat(decoded.rankSeconds(i)).isEqualTo(readings.rankSeconds(i));
      assertThat(decoded.origin(i)).isEqualTo(readings.origin(i));
    }
  }

  @Property
  void decode_bytesChangedUnderAFittingChecksum_refusesOrGivesValidReadings(
      @ForAll("readings") Readings readings,
      @ForAll("edits") List<Edit> edits,
      @ForAll boolean cut) {
    byte[] content = withoutChecksum(SegmentCodec.encode(readings));
    for (Edit edit : edits) {
      // The version stays: what another one does is a test of its own.
      content[1 + edit.at() % (content.length - 1)] = edit.put();
    }
    byte[] changed = Arrays.copyOf(content, cut ? 1 + content.length * 2 / 3 : content.length);

    assertRefusedOrValid(withChecksum(changed));
  }

  @Property
  void decode_anyBytesUnderAFittingChecksum_refusesOrGivesValidReadings(@ForAll byte[] noise) {
    byte[] content = new byte[noise.length + 1];
    System.arraycopy(noise, 0, content, 1, noise.length);
    content[0] = SegmentCodec.VERSION;

    assertRefusedOrValid(withChecksum(content));
  }

  @Property
  void decode_oneByteChanged_isRefused(
      @ForAll("readings") Readings readings, @ForAll("edits") List<Edit> edits) {
    byte[] payload = SegmentCodec.encode(readings);
    Edit edit = edits.getFirst();
    int at = edit.at() % payload.length;
    byte before = payload[at];
    payload[at] = edit.put();

    if (before != edit.put()) {
      assertThat(decoded(payload)).isEmpty();
    }
  }

  private static void assertRefusedOrValid(byte[] payload) {
    Optional<Readings> decoded = decoded(payload); // loads classes, if it is the first
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    decoded(payload);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(200_000 + 4_000L * payload.length);
    decoded.ifPresent(SegmentCodecPropertyTests::assertValid);
  }

  private static void assertValid(Readings readings) {
    for (int i = 0; i < readings.size(); i++) {
      assertThat(readings.value(i)).isFinite();
      assertThat(i == 0 || readings.timestampMillis(i - 1) < readings.timestampMillis(i)).isTrue();
    }
  }

  /** Empty where it was refused; any exception but the one that is due falls through. */
  private static Optional<Readings> decoded(byte[] payload) {
    try {
      return Optional.of(SegmentCodec.decode(payload));
    } catch (UnreadableSegmentException e) {
      return Optional.empty();
    }
  }

  private static byte[] withoutChecksum(byte[] payload) {
    return Arrays.copyOf(payload, payload.length - SegmentCodec.CHECKSUM_BYTES);
  }

  static byte[] withChecksum(byte[] content) {
    ByteBuffer payload = ByteBuffer.allocate(content.length + SegmentCodec.CHECKSUM_BYTES);
    payload.put(content);
    int checksum = SegmentCodec.checksum(content, content.length);
    return payload.putInt(Integer.reverseBytes(checksum)).array();
  }

  @Provide
  Arbitrary<List<Edit>> edits() {
    Arbitrary<Integer> places = Arbitraries.integers().between(0, 1 << 20);
    return Combinators.combine(places, Arbitraries.bytes())
        .as(Edit::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  /** Of one kind or of many, because a block is written by what all its readings have in common. */
  @Provide
  Arbitrary<Readings> readings() {
    Arbitrary<Long> starts =
        Arbitraries.oneOf(
            Arbitraries.longs().between(1_700_000_000_000L, 1_800_000_000_000L),
            Arbitraries.longs().between(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2));
    Arbitrary<List<Step>> steps =
        Combinators.combine(oneKindOf(millis()), oneKindOf(values()), oneKindOf(delays()))
            .flatAs((millis, values, delays) ->
                Combinators.combine(millis, values, delays, Arbitraries.of(Origin.class))
                    .as(Step::new)
                    .list()
                    .ofMaxSize(400));
    return Combinators.combine(starts, steps).as(SegmentCodecPropertyTests::readings);
  }

  private static <T> Arbitrary<Arbitrary<T>> oneKindOf(List<Arbitrary<T>> kinds) {
    return Arbitraries.integers()
        .between(0, kinds.size())
        .map(i -> i < kinds.size() ? kinds.get(i) : Arbitraries.oneOf(kinds));
  }

  private static List<Arbitrary<Long>> millis() {
    return List.of(
        Arbitraries.just(1000L),
        Arbitraries.longs().between(950, 1050),
        Arbitraries.longs().between(1, 5),
        Arbitraries.longs().between(1, 1L << 50));
  }

  private static List<Arbitrary<Double>> values() {
    return List.of(
        Arbitraries.integers().between(0, 100_000).map(i -> i / 100.0),
        Arbitraries.integers().between(20_000, 20_300).map(i -> i / 1000.0),
        Arbitraries.integers().map(i -> (double) i),
        Arbitraries.just(42.5),
        Arbitraries.floats().map(Float::doubleValue),
        Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite),
        Arbitraries.of(
            0.0, -0.0, Double.MIN_VALUE, -Double.MAX_VALUE, 0x1p63, -0x1p63, 1e15 + 0.5));
  }

  private static List<Arbitrary<Long>> delays() {
    return List.of(
        Arbitraries.just(1L),
        Arbitraries.longs().between(0, 2),
        Arbitraries.longs().between(0, 1L << 40),
        Arbitraries.longs());
  }

  private static Readings readings(long start, List<Step> steps) {
    Readings.Builder readings = Readings.builder(steps.size());
    long at = start;
    for (Step step : steps) {
      long rank = Math.floorDiv(at, 1000L) + step.delay();
      readings.add(at, step.value(), rank, step.origin());
      at += step.millis();
    }
    return readings.build();
  }
}
