package io.kilowatch.benchmarks.load;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;

/** One kept HTTP/1.1 connection, whose user waits for each answer. */
public final class KeepAlive implements Closeable {

  private static final int TIMEOUT_MILLIS = 60_000;

  private final Socket socket = new Socket();
  private final ReadableByteChannel in;
  private final OutputStream out;
  private final Answer answer = new Answer();

  public KeepAlive(URI target) throws IOException {
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(target.getHost(), target.getPort()), TIMEOUT_MILLIS);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = Channels.newChannel(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** Sends a request and waits for the whole answer; the status of it. */
  public int send(RequestBytes request) throws IOException {
    out.write(request.array(), request.start(), request.length());
    answer.clear();
    while (!answer.isComplete()) {
      int read = in.read(answer.room());
      if (read <= 0) {
        throw new EOFException("the connection ended in the middle of an answer");
      }
      answer.arrived(read);
    }
    return answer.status();
  }

  /** What was answered last, for an error message. */
  public String answer() {
    return answer.text();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
