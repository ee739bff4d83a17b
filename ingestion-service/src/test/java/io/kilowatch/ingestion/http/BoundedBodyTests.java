package io.kilowatch.ingestion.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.kilowatch.ingestion.batch.InFlightBytes;
import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedBodyTests {

  private static final int LIMIT = 8 * 1024 * 1024;

  private final InFlightBytes inFlight = new InFlightBytes(64 * 1024 * 1024);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 100_000, LIMIT})
  void read_plainOrGzip_isAllBytes(int size) throws IOException {
    byte[] content = random(size);

    assertThat(read(content, size, false)).isEqualTo(content);
    assertThat(read(content, -1, false)).isEqualTo(content);
    assertThat(read(gzip(content), -1, true)).isEqualTo(content);
  }

  @Test
  void read_oneByteTooMany_isRefused() {
    assertRefused(new byte[LIMIT + 1], -1, false, RefusalCause.BODY_TOO_LARGE);
  }

  @Test
  void read_announcedTooLong_isRefusedBeforeItIsRead() {
    InputStream unreadable =
        new InputStream() {
          @Override
          public int read() {
            throw new AssertionError("must not be read");
          }
        };

    try (BoundedBody body = new BoundedBody(inFlight, LIMIT)) {
      assertThatExceptionOfType(Refusal.class)
          .isThrownBy(() -> body.read(unreadable, LIMIT + 1L, false))
          .satisfies(e -> assertThat(e.why()).isEqualTo(RefusalCause.BODY_TOO_LARGE));
    }
  }

  @Test
  void read_gzipBomb_stopsAtTheLimit() throws IOException {
    byte[] bomb = gzip(new byte[256 * 1024 * 1024]);
    assertThat(bomb.length).isLessThan(300_000);

    assertRefused(bomb, bomb.length, true, RefusalCause.BODY_TOO_LARGE);
    assertThat(inFlight.current()).isZero();
  }

  @Test
  void read_brokenGzip_isRefused() throws IOException {
    byte[] whole = gzip(random(100_000));

    assertRefused("no gzip".getBytes(), 7, true, RefusalCause.MALFORMED_BODY);
    assertRefused(new byte[0], 0, true, RefusalCause.MALFORMED_BODY);
    assertRefused(
        Arrays.copyOf(whole, whole.length / 2),
        whole.length / 2,
        true,
        RefusalCause.MALFORMED_BODY);
  }

  @Test
  void read_concatenatedMembers_areOneBody() throws IOException {
    byte[] empty = gzip(new byte[0]);
    byte[] content = random(1_000);

    assertThat(read(concatenated(gzip(content), empty, empty, gzip(content)), -1, true))
        .isEqualTo(concatenated(content, content));
  }

  /** Of each length, so that the rest begins anywhere in a buffer. */
  @Test
  void read_restBehindAMemberThatIsNone_isRefused() throws IOException {
    byte[] next = gzip(random(100));
    for (int size = 0; size < 600; size++) {
      byte[] member = gzip(random(size));

      assertThat(read(member, -1, true)).isEqualTo(random(size));
      for (byte[] rest : List.of(new byte[1], "{\"value\":1}".getBytes(), Arrays.copyOf(next, 5))) {
        assertRefused(concatenated(member, rest), -1, true, RefusalCause.MALFORMED_BODY);
      }
    }
    assertThat(inFlight.current()).isZero();
  }

  @Test
  void read_clientStallsBetweenMembers_isNoBody() throws IOException {
    IOException stalled = new IOException("idle timeout");
    InputStream sent =
        new SequenceInputStream(
            new ByteArrayInputStream(gzip(random(1_000))),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw stalled;
              }
            });

    try (BoundedBody body = new BoundedBody(inFlight, LIMIT)) {
      assertThatIOException().isThrownBy(() -> body.read(sent, -1, true)).isSameAs(stalled);
    }
  }

  @Test
  void read_endlessEmptyMembers_areRefused() throws IOException {
    byte[][] members = new byte[300_000][];
    Arrays.fill(members, gzip(new byte[0]));
    byte[] sent = concatenated(members);
    assertThat(sent.length).isLessThan(LIMIT);

    assertRefused(sent, sent.length, true, RefusalCause.MALFORMED_BODY);
    assertThat(inFlight.current()).isZero();
  }

  @Test
  void read_announcesMuchSendsLittle_holdsLittle() throws IOException {
    try (BoundedBody body = new BoundedBody(inFlight, LIMIT)) {
      body.read(new ByteArrayInputStream(new byte[10]), LIMIT, false);

      assertThat(inFlight.current()).isLessThan(20_000);
    }
    assertThat(inFlight.current()).isZero();
  }

  @Test
  void read_moreThanMayBeInFlight_isRefused() {
    InFlightBytes small = new InFlightBytes(100_000);

    try (BoundedBody body = new BoundedBody(small, LIMIT)) {
      assertThatExceptionOfType(Refusal.class)
          .isThrownBy(() -> body.read(new ByteArrayInputStream(new byte[200_000]), 200_000, false))
          .satisfies(e -> assertThat(e.why()).isEqualTo(RefusalCause.BUSY));
    }
    assertThat(small.current()).isZero();
  }

  private byte[] read(byte[] sent, long announced, boolean gzip) throws IOException {
    try (BoundedBody body = new BoundedBody(inFlight, LIMIT)) {
      body.read(new ByteArrayInputStream(sent), announced, gzip);
      return Arrays.copyOf(body.bytes(), body.length());
    }
  }

  private void assertRefused(byte[] sent, long announced, boolean gzip, RefusalCause why) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> read(sent, announced, gzip))
        .satisfies(e -> assertThat(e.why()).isEqualTo(why));
  }

  private static byte[] random(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return content;
  }

  private static byte[] concatenated(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(content);
    }
    return compressed.toByteArray();
  }
}
