package io.kilowatch.ingestion.http;

import io.kilowatch.ingestion.batch.InFlightBytes;
import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * A request's body in memory, never longer than allowed, whatever its header says or it inflates
 * to.
 *
 * <p>The buffer grows with what has arrived, so a client that announces much and sends little holds
 * little.
 */
final class BoundedBody implements AutoCloseable {

  private static final int FIRST_CAPACITY = 16 * 1024;

  private final InFlightBytes inFlight;
  private final int limit;
  private byte[] bytes = {};
  private int length;

  BoundedBody(InFlightBytes inFlight, int limit) {
    this.inFlight = inFlight;
    this.limit = limit;
  }

  /**
   * Reads to the end.
   *
   * @param announced the content length, or -1
   * @throws Refusal if the body is too long or its compression is broken
   */
  void read(InputStream in, long announced, boolean gzip) throws IOException {
    if (announced > limit) {
      throw tooLarge();
    }
    if (gzip) {
      inflate(in);
    } else {
      grow(announced < 0 ? FIRST_CAPACITY : (int) Math.min(announced + 1, FIRST_CAPACITY));
      fill(in);
    }
  }

  /**
   * Takes what has arrived after what it took before.
   *
   * @throws Refusal if the body is too long with it
   */
  void append(ByteBuffer arrived) {
    int more = arrived.remaining();
    if (length + more > limit) {
      throw tooLarge();
    }
    if (length + more > bytes.length) {
      grow(Math.max(length + more, Math.min(bytes.length * 2, limit)));
    }
    arrived.get(bytes, length, more);
    length += more;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  @Override
  public void close() {
    inFlight.release(bytes.length);
    bytes = new byte[0];
    length = 0;
  }

  private void inflate(InputStream in) throws IOException {
    grow(FIRST_CAPACITY);
    try (InputStream inflated = new GzipMembers(in)) {
      fill(inflated);
    } catch (ZipException | EOFException e) {
      throw new Refusal(RefusalCause.MALFORMED_BODY, "the body is no valid gzip stream");
    }
  }

  private void fill(InputStream in) throws IOException {
    while (true) {
      int read = in.read(bytes, length, bytes.length - length);
      if (read < 0) {
        return;
      }
      length += read;
      if (length > limit) {
        throw tooLarge();
      }
      if (length == bytes.length) {
        // One more than the limit, to see that it is passed.
        grow(Math.min(bytes.length * 2, limit + 1));
      }
    }
  }

  private void grow(int capacity) {
    inFlight.reserve(capacity - bytes.length);
    bytes = Arrays.copyOf(bytes, capacity);
  }

  private Refusal tooLarge() {
    return new Refusal(
        RefusalCause.BODY_TOO_LARGE, "the body may have at most " + limit + " bytes, inflated");
  }
}
