package io.kilowatch.series.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.series.Readings;
import io.kilowatch.series.rollup.Rollup;
import io.kilowatch.series.rollup.Rollups;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class RollupCodecPropertyTests {

  private static final Duration GAP = Duration.ofSeconds(900);

  record Edit(int at, byte put) {}

  @Property
  void decode_whatWasEncoded_comesBack(@ForAll("minutes") List<Rollup> minutes) {
    assertThat(RollupCodec.decode(ByteBuffer.wrap(RollupCodec.encode(minutes)))).isEqualTo(minutes);
  }

  @Property
  void decode_anyBytesAfterTheVersion_refusesOrGivesRollups(@ForAll byte[] noise) {
    byte[] payload = new byte[noise.length + 1];
    payload[0] = 1;
    System.arraycopy(noise, 0, payload, 1, noise.length);

    assertRefusedOrBounded(payload);
  }

  @Property
  void decode_changedCutOrLongerPayload_refusesOrGivesRollups(
      @ForAll("minutes") List<Rollup> minutes,
      @ForAll("edits") List<Edit> edits,
      @ForAll @IntRange(min = -20, max = 20) int longer) {
    byte[] payload = RollupCodec.encode(minutes);
    for (Edit edit : edits) {
      payload[1 + edit.at() % (payload.length - 1)] = edit.put();
    }

    assertRefusedOrBounded(Arrays.copyOf(payload, Math.max(0, payload.length + longer)));
  }

  /** A payload has at most 128 roll-ups of a few hundred bytes, however short it is. */
  private static void assertRefusedOrBounded(byte[] payload) {
    Optional<List<Rollup>> decoded = decoded(payload); // loads classes, if it is the first
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    decoded(payload);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(400_000);
    decoded.ifPresent(rollups -> assertThat(rollups).hasSizeLessThanOrEqualTo(SegmentCodec.BLOCK));
  }

  /** Empty where it was refused; any exception but the one that is due falls through. */
  private static Optional<List<Rollup>> decoded(byte[] payload) {
    try {
      return Optional.of(RollupCodec.decode(ByteBuffer.wrap(payload)));
    } catch (UnreadableSegmentException e) {
      return Optional.empty();
    }
  }

  @Provide
  Arbitrary<List<Edit>> edits() {
    return Combinators.combine(Arbitraries.integers().between(0, 1 << 16), Arbitraries.bytes())
        .as(Edit::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  @Provide
  Arbitrary<List<Rollup>> minutes() {
    Arbitrary<Double> values =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 100_000).map(i -> i / 100.0),
            Arbitraries.doubles().between(-1e9, 1e9));
    return Combinators.combine(
            Arbitraries.integers().between(1, 40_000), values.list().ofMinSize(1).ofMaxSize(60))
        .as(RollupCodecPropertyTests::minutes);
  }

  private static List<Rollup> minutes(int stepMillis, List<Double> values) {
    Readings.Builder readings = Readings.builder(values.size());
    for (int i = 0; i < values.size(); i++) {
      Origin origin = Origin.values()[i % Origin.values().length];
      readings.add(3_600_000L + (long) i * stepMillis, values.get(i), i, origin);
    }
    return Rollups.minutes(readings.build(), GAP);
  }
}
