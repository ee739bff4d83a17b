package io.kilowatch.ingestion.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Inflates the members of a gzip stream, more strictly than the JDK's class.
 *
 * <p>That one calls itself for each empty member, until the stack is full. And whatever keeps it
 * from reading one more member it takes for the end, be it a broken header or a client that stalls:
 * readings that never came would be acknowledged with those before them.
 */
final class GzipMembers extends GZIPInputStream {

  private static final int MOST_EMPTY_IN_A_ROW = 100;
  private static final int TRAILER_BYTES = 8;

  private final Sent sent;
  private long filledUpTo;
  private int depth;

  GzipMembers(InputStream in) throws IOException {
    this(new Sent(in));
  }

  private GzipMembers(Sent sent) throws IOException {
    super(sent);
    this.sent = sent;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (depth > MOST_EMPTY_IN_A_ROW) {
      throw new ZipException("too many empty members");
    }
    depth++;
    try {
      int read = super.read(into, offset, length);
      if (read < 0) {
        requireEnd();
      }
      return read;
    } finally {
      depth--;
    }
  }

  @Override
  protected void fill() throws IOException {
    super.fill();
    filledUpTo = sent.count;
  }

  private void requireEnd() throws IOException {
    if (sent.failure != null) {
      throw sent.failure;
    }
    if (sent.count != filledUpTo - inf.getRemaining() + TRAILER_BYTES) {
      throw new ZipException("more after the last member");
    }
  }

  /** Counts what came, and keeps what went wrong. */
  private static final class Sent extends FilterInputStream {

    private long count;
    private @Nullable IOException failure;

    Sent(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        int read = super.read(into, offset, length);
        count += Math.max(read, 0);
        return read;
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}
