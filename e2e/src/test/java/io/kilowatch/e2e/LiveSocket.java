package io.kilowatch.e2e;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Somebody who watches the fleet over the live socket, or seems to: one that does not read lets
 * everything pile up that it is sent. Bare sockets, because thousands of them are wanted.
 */
final class LiveSocket implements AutoCloseable {

  private static final int SMALLEST_WINDOW = 4_096;
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int TEXT = 0x81;
  private static final int OPCODE = 0x0f;
  private static final int OPCODE_CLOSE = 0x8;

  private final Socket socket = new Socket();
  private final DataInputStream in;
  private final AtomicLong updates = new AtomicLong();
  private volatile boolean ended;

  LiveSocket(URI history, String token, boolean reads) throws IOException {
    try {
      if (!reads) {
        socket.setReceiveBufferSize(SMALLEST_WINDOW);
      }
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(history.getHost(), history.getPort()), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1_024));
      shakeHands(history, token);
      send("CONNECT\naccept-version:1.2\nhost:kilowatch\nheart-beat:0,0\n\n\0");
      String answer = frame();
      if (!answer.startsWith("CONNECTED")) {
        throw new IOException("not connected: " + answer);
      }
      send("SUBSCRIBE\nid:0\ndestination:/topic/fleet\n\n\0");
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
    if (reads) {
      Thread.startVirtualThread(this::read);
    }
  }

  private void shakeHands(URI history, String token) throws IOException {
    String request =
        "GET /ws/live HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                .formatted(history.getAuthority())
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
            + "Sec-WebSocket-Protocol: v12.stomp\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(token);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    String status = line(in);
    if (!status.startsWith("HTTP/1.1 101")) {
      throw new IOException("no web socket: " + status);
    }
    while (!line(in).isEmpty()) {
      // The other headers say nothing that matters here.
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("ended in the middle of the handshake");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** A masked text frame, as clients have to send them; a mask of zeros is one, too. */
  private void send(String stomp) throws IOException {
    byte[] text = stomp.getBytes(StandardCharsets.UTF_8);
    byte[] frame = new byte[6 + text.length];
    frame[0] = (byte) TEXT;
    frame[1] = (byte) (0x80 | text.length);
    System.arraycopy(text, 0, frame, 6, text.length);
    socket.getOutputStream().write(frame);
  }

  /** The next frame; empty for the one that closes. */
  private String frame() throws IOException {
    int first = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = Math.toIntExact(in.readLong());
    }
    byte[] text = in.readNBytes(length);
    return (first & OPCODE) == OPCODE_CLOSE ? "" : new String(text, StandardCharsets.UTF_8);
  }

  private void read() {
    try {
      for (String frame = frame(); !frame.isEmpty(); frame = frame()) {
        if (frame.startsWith("MESSAGE")) {
          updates.incrementAndGet();
        }
      }
    } catch (IOException e) {
      // However it ended, it has.
    }
    ended = true;
  }

  /** How many values it was told. */
  long updates() {
    return updates.get();
  }

  /** Of one that reads: whether it was closed, by whom ever. */
  boolean ended() {
    return ended;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
