package io.kilowatch.benchmarks.load;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One kept connection of a load with one request at a time; only connecting waits. */
final class Exchange implements Closeable {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Selector selector;
  private final InetSocketAddress address;
  private final Runnable whenReady;
  private final RequestBytes request = new RequestBytes();
  private final Answer answer = new Answer();
  private @Nullable SocketChannel channel;
  private ByteBuffer unsent = ByteBuffer.allocate(0);
  private boolean underWay;
  private long sentNanos;

  /**
   * Not connected yet.
   *
   * @param whenReady attached to the selector's key; it is to call {@link #proceed}
   */
  Exchange(Selector selector, URI target, Runnable whenReady) {
    this.selector = selector;
    this.whenReady = whenReady;
    this.address = new InetSocketAddress(target.getHost(), target.getPort());
  }

  /** To be filled before it is sent, and kept for when it has to be sent again. */
  RequestBytes request() {
    return request;
  }

  Answer answer() {
    return answer;
  }

  boolean isUnderWay() {
    return underWay;
  }

  Duration sinceSent() {
    return Duration.ofNanos(System.nanoTime() - sentNanos);
  }

  /** Sends the request, over a new connection where there is none. */
  void send() throws IOException {
    underWay = true;
    sentNanos = System.nanoTime();
    answer.clear();
    unsent = ByteBuffer.wrap(request.array(), request.start(), request.length());
    if (channel == null) {
      channel = SocketChannel.open();
      channel.socket().connect(address, Math.toIntExact(TIMEOUT.toMillis()));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, whenReady);
    }
    write();
  }

  /**
   * Goes on with what the connection is ready for.
   *
   * @return whether the answer is complete
   */
  boolean proceed() throws IOException {
    if (unsent.hasRemaining()) {
      write();
    }
    int read = Objects.requireNonNull(channel).read(answer.room());
    if (read < 0) {
      throw new EOFException("the connection ended in the middle of an answer");
    }
    answer.arrived(read);
    if (!answer.isComplete()) {
      return false;
    }
    underWay = false;
    if (answer.endsConnection()) {
      close();
    }
    return true;
  }

  private void write() throws IOException {
    SocketChannel to = Objects.requireNonNull(channel);
    to.write(unsent);
    to.keyFor(selector)
        .interestOps(
            unsent.hasRemaining()
                ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
                : SelectionKey.OP_READ);
  }

  void requireInTime() throws IOException {
    if (underWay && sinceSent().compareTo(TIMEOUT) > 0) {
      throw new SocketTimeoutException("no answer in " + TIMEOUT);
    }
  }

  /** Gives the connection up, whatever state it is in; the next request gets a new one. */
  void abandon() {
    try {
      close();
    } catch (IOException e) {
      channel = null; // it is gone all the same
    }
  }

  @Override
  public void close() throws IOException {
    underWay = false;
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
