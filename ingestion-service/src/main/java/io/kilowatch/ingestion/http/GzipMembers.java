package io.kilowatch.ingestion.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Inflates the members of a gzip stream, but not endless empty ones: the JDK's class calls itself
 * for each, until the stack is full.
 */
final class GzipMembers extends GZIPInputStream {

  private static final int MOST_EMPTY_IN_A_ROW = 100;

  private int depth;

  GzipMembers(InputStream in) throws IOException {
    super(in);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (depth > MOST_EMPTY_IN_A_ROW) {
      throw new ZipException("too many empty members");
    }
    depth++;
    try {
      return super.read(into, offset, length);
    } finally {
      depth--;
    }
  }
}
