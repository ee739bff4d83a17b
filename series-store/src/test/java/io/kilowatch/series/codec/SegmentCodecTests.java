package io.kilowatch.series.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.series.Readings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentCodecTests {
  private static final long START = 1_767_225_600_000L; // 2026-01-01T00:00:00Z

  /** Segments as version 1 has always written them; a change here needs a new version. */
  enum Golden {
    EMPTY(Readings.EMPTY),
    SINGLE(Readings.builder(1).add(START, 231.07, START / 1000 + 1, Origin.MEASURED).build()),
    WALK(walk(300, START, 1000)),
    DOUBLES(doubles(150)),
    CORRECTED(corrected());

    final Readings readings;

    Golden(Readings readings) {
      this.readings = readings;
    }

    byte[] file() throws IOException {
      String name = name().toLowerCase(java.util.Locale.ROOT) + ".v1.hex";
      try (InputStream file = SegmentCodecTests.class.getResourceAsStream(name)) {
        String hex = new String(Objects.requireNonNull(file, name).readAllBytes());
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void encode_knownReadings_givesTheGoldenFile(Golden golden) throws IOException {
    assertThat(HexFormat.of().formatHex(SegmentCodec.encode(golden.readings)))
        .isEqualTo(HexFormat.of().formatHex(golden.file()));
  }

  @ParameterizedTest
  @EnumSource
  void decode_goldenFile_givesTheKnownReadings(Golden golden) throws IOException {
    assertThat(SegmentCodec.decode(golden.file())).isEqualTo(golden.readings);
  }

  @Test
  void decode_unknownVersion_saysWhich() {
    byte[] payload = SegmentCodec.encode(walk(10, START, 1000));
    payload[0] = 9;

    assertThatThrownBy(() -> SegmentCodec.decode(payload))
        .isInstanceOf(UnreadableSegmentException.class)
        .hasMessage("version 9, where only 1 is known");
  }

  @Test
  void decode_everyTruncation_isRefused() {
    byte[] payload = SegmentCodec.encode(walk(200, START, 1000));

    for (int length = 0; length < payload.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(payload, 0, length);
      assertThatThrownBy(() -> SegmentCodec.decode(cut))
          .isInstanceOf(UnreadableSegmentException.class);
    }
  }

  @Test
  void decode_bytesBehindTheEnd_isRefusedEvenWithAFittingChecksum() {
    byte[] payload = SegmentCodec.encode(walk(10, START, 1000));
    byte[] longer = java.util.Arrays.copyOf(payload, payload.length - 3);

    assertThatThrownBy(() -> SegmentCodec.decode(SegmentCodecPropertyTests.withChecksum(longer)))
        .isInstanceOf(UnreadableSegmentException.class)
        .hasMessage("1 bytes too many");
  }

  @Test
  void decode_countOfMillionsInAFewBytes_isRefusedBeforeAnythingIsAllocated() {
    byte[] content = {SegmentCodec.VERSION, (byte) 0x80, (byte) 0xDD, (byte) 0xDB, 1, 0, 0, 0};

    assertThatThrownBy(() -> SegmentCodec.decode(SegmentCodecPropertyTests.withChecksum(content)))
        .isInstanceOf(UnreadableSegmentException.class)
        .hasMessage("cannot hold 3600000 readings");
  }

  @Test
  void decode_readOnlyBufferInTheMiddle_leavesItsPosition() {
    byte[] payload = SegmentCodec.encode(walk(10, START, 1000));
    ByteBuffer buffer = ByteBuffer.allocateDirect(payload.length + 8).put(3, payload);
    buffer.position(3).limit(3 + payload.length);

    assertThat(SegmentCodec.decode(buffer.asReadOnlyBuffer()).size()).isEqualTo(10);
    assertThat(buffer.position()).isEqualTo(3);
  }

  @Test
  void encode_hourOfOneSecondWalkInHundredths_takesAtMost1Point3BytesAReading() {
    assertThat(SegmentCodec.encode(walk(3600, START, 1000)).length).isLessThan(3600 * 13 / 10);
  }

  @Test
  void encode_bulkThatArrivedAtOnce_ranksCostNextToNothing() {
    Readings.Builder bulk = Readings.builder(3600);
    for (int i = 0; i < 3600; i++) {
      bulk.add(START + i * 1000L, 42, START / 1000 + 90_000, Origin.MEASURED);
    }

    assertThat(SegmentCodec.encode(bulk.build()).length).isLessThan(300);
  }

  static Readings walk(int count, long start, long step) {
    Random random = new Random(42);
    Readings.Builder readings = Readings.builder(count);
    long hundredths = 20_000;
    for (int i = 0; i < count; i++) {
      hundredths += Math.round(random.nextGaussian() * 50);
      long at = start + i * step;
      readings.add(at, hundredths / 100.0, at / 1000 + 1, Origin.EMULATED);
    }
    return readings.build();
  }

  private static Readings doubles(int count) {
    Random random = new Random(7);
    Readings.Builder readings = Readings.builder(count);
    for (int i = 0; i < count; i++) {
      long at = START + i * 1000L + random.nextInt(40);
      readings.add(at, random.nextDouble() * 100, at / 1000, Origin.MODELLED);
    }
    return readings.build();
  }

  /** A stream, a stretch of which was corrected by a bulk from another source. */
  private static Readings corrected() {
    Readings.Builder readings = Readings.builder(60).addAll(walk(60, START, 1000));
    for (int i = 20; i < 40; i++) {
      readings.add(START + i * 1000L, -0.0, START / 1000 + 7200, Origin.MEASURED);
    }
    return readings.build();
  }
}
