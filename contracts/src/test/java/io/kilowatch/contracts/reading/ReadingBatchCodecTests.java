package io.kilowatch.contracts.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingBatchCodecTests {

  private static final List<ReadingRun> GOLDEN =
      List.of(
          new ReadingRun(
              "srv-1",
              "power",
              "key-1",
              Origin.EMULATED,
              1_790_000_000L,
              new long[] {1_789_999_999_000L, 1_790_000_000_000L},
              new double[] {212.5, 213.25}),
          new ReadingRun(
              "srv-1",
              "co2",
              "key-1",
              Origin.MODELLED,
              1_790_000_001L,
              new long[] {1_789_999_999_000L},
              new double[] {-0.0}));

  @Test
  void encode_golden_isWhatTheFileHolds() throws IOException {
    assertThat(HexFormat.of().formatHex(ReadingBatchCodec.encode(GOLDEN)))
        .isEqualTo(golden("reading-batch-v1.hex"));
  }

  @Test
  void decode_golden_isWhatWasEncoded() throws IOException {
    assertSame(
        GOLDEN, ReadingBatchCodec.decode(HexFormat.of().parseHex(golden("reading-batch-v1.hex"))));
  }

  @Test
  void decode_anyRuns_comeBackBitForBit() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      List<ReadingRun> runs = randomRuns(random);
      assertSame(runs, ReadingBatchCodec.decode(ReadingBatchCodec.encode(runs)));
    }
  }

  @Test
  void decode_anyDamage_isRefusedOrStillABatch() {
    Random random = new Random(11);
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = damage(ReadingBatchCodec.encode(randomRuns(random)), random);
      try {
        assertThat(ReadingBatchCodec.decode(damaged)).doesNotContainNull();
      } catch (UnreadableBatchException e) {
        assertThat(e).hasMessageNotContaining("null");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 127, 255})
  void decode_unknownVersion_isRefusedByItsNumber(int version) {
    byte[] body = ReadingBatchCodec.encode(GOLDEN);
    body[0] = (byte) version;
    assertThatExceptionOfType(UnreadableBatchException.class)
        .isThrownBy(() -> ReadingBatchCodec.decode(body))
        .withMessage("unknown version " + version + ", known is 1");
  }

  @Test
  void decode_empty_isRefused() {
    assertRefused(new byte[0], "empty body");
  }

  @Test
  void decode_truncatedAnywhere_isRefused() {
    byte[] body = ReadingBatchCodec.encode(GOLDEN);
    for (int length = 1; length < body.length; length++) {
      byte[] truncated = Arrays.copyOf(body, length);
      assertThatExceptionOfType(UnreadableBatchException.class)
          .as("first %d of %d bytes", length, body.length)
          .isThrownBy(() -> ReadingBatchCodec.decode(truncated));
    }
  }

  @Test
  void decode_bytesAfterTheEnd_isRefused() {
    byte[] body = ReadingBatchCodec.encode(GOLDEN);
    assertRefused(Arrays.copyOf(body, body.length + 3), "3 bytes after the last run");
  }

  @Test
  void decode_hugeCounts_areRefusedBeforeAnythingIsAllocated() {
    assertRefused(new byte[] {1, -1, -1, -1, -1, 7}, "2147483647 strings cannot be in 0 bytes");
  }

  @Test
  void decode_notANumber_isRefused() {
    ReadingRun run =
        new ReadingRun(
            "s", "power", "k", Origin.MEASURED, 1, new long[] {1}, new double[] {Double.NaN});
    assertRefused(ReadingBatchCodec.encode(List.of(run)), "a value that is not finite");
  }

  private static void assertRefused(byte[] body, String reason) {
    assertThatExceptionOfType(UnreadableBatchException.class)
        .isThrownBy(() -> ReadingBatchCodec.decode(body))
        .withMessage(reason);
  }

  private static void assertSame(List<ReadingRun> expected, List<ReadingRun> actual) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      ReadingRun want = expected.get(i);
      ReadingRun got = actual.get(i);
      assertThat(got.serverId()).isEqualTo(want.serverId());
      assertThat(got.metric()).isEqualTo(want.metric());
      assertThat(got.keyId()).isEqualTo(want.keyId());
      assertThat(got.origin()).isEqualTo(want.origin());
      assertThat(got.rankSeconds()).isEqualTo(want.rankSeconds());
      assertThat(got.timestampsMillis()).isEqualTo(want.timestampsMillis());
      assertThat(bits(got.values())).isEqualTo(bits(want.values()));
    }
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  private static List<ReadingRun> randomRuns(Random random) {
    List<ReadingRun> runs = new ArrayList<>();
    for (int r = random.nextInt(6); r > 0; r--) {
      int size = 1 + random.nextInt(40);
      long[] timestamps = random.longs(size).toArray();
      double[] values =
          random
              .longs()
              .mapToDouble(Double::longBitsToDouble)
              .filter(Double::isFinite)
              .limit(size)
              .toArray();
      runs.add(
          new ReadingRun(
              "server-" + random.nextInt(4) + "-é",
              random.nextBoolean() ? "power" : "",
              "key-" + random.nextInt(3),
              Origin.ofCode(random.nextInt(3)),
              random.nextLong(),
              timestamps,
              values));
    }
    return runs;
  }

  private static byte[] damage(byte[] body, Random random) {
    byte[] damaged =
        random.nextInt(4) == 0 ? Arrays.copyOf(body, random.nextInt(body.length + 8)) : body;
    for (int n = random.nextInt(4); n >= 0 && damaged.length > 0; n--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
    }
    return damaged;
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = ReadingBatchCodecTests.class.getResourceAsStream("/" + name)) {
      assertThat(in).as("golden file %s", name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
