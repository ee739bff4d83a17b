package io.kilowatch.benchmarks.load;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One HTTP/1.1 connection that is kept. It does no more than the load needs, because whatever it
 * spent would be missing to the platform on the same cores: a general client takes several times
 * what ingestion itself takes for a single reading.
 */
public final class KeepAlive implements Closeable {

  private static final int TIMEOUT_MILLIS = 60_000;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[65_536];
  private int filled;

  public KeepAlive(URI target) throws IOException {
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(target.getHost(), target.getPort()), TIMEOUT_MILLIS);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /** Sends a request and waits for the whole answer; the status of it. */
  public int send(RequestBytes request) throws IOException {
    out.write(request.array(), request.start(), request.length());
    filled = 0;
    int headEnd = -1;
    while (headEnd < 0) {
      more();
      headEnd = indexOf("\r\n\r\n", 0);
    }
    String head =
        new String(buffer, 0, headEnd, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    if (head.contains("transfer-encoding: chunked")) {
      while (indexOf("0\r\n\r\n", Math.max(headEnd, filled - 16)) < 0) {
        more();
      }
    } else {
      int length = contentLength(head);
      while (filled < headEnd + 4 + length) {
        more();
      }
    }
    return (buffer[9] - '0') * 100 + (buffer[10] - '0') * 10 + buffer[11] - '0';
  }

  /** What was answered last, for an error message. */
  public String answer() {
    return new String(buffer, 0, Math.min(filled, 600), StandardCharsets.UTF_8);
  }

  /** Whether the server has said with its last answer that it takes no more requests here. */
  boolean endsWithAnswer() {
    return answer().toLowerCase(Locale.ROOT).contains("\r\nconnection: close\r\n");
  }

  private static int contentLength(String head) {
    int at = head.indexOf("content-length:");
    if (at < 0) {
      return 0;
    }
    int end = head.indexOf('\r', at);
    return Integer.parseInt(head.substring(at + 15, end < 0 ? head.length() : end).strip());
  }

  private void more() throws IOException {
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read <= 0) {
      throw new EOFException("the connection ended in the middle of an answer");
    }
    filled += read;
  }

  private int indexOf(String wanted, int from) {
    for (int at = from; at <= filled - wanted.length(); at++) {
      int same = 0;
      while (same < wanted.length() && buffer[at + same] == wanted.charAt(same)) {
        same++;
      }
      if (same == wanted.length()) {
        return at;
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
