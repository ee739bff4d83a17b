package io.kilowatch.base.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/** The server's end of a socket whose client reads only when the test lets it. */
public final class FakeSocket implements WebSocketSession {

  private static final int PATIENCE_SECONDS = 10;

  private final String id;
  private final Map<String, Object> attributes = new ConcurrentHashMap<>();
  private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<CloseStatus> closed = new CompletableFuture<>();
  private final CountDownLatch held = new CountDownLatch(1);
  private volatile CountDownLatch gate = new CountDownLatch(0);

  private volatile int textMessageSizeLimit = 2_048;

  public FakeSocket(String id) {
    this.id = id;
  }

  /** From now on whoever sends has to wait, as with full buffers. */
  public void stopReading() {
    gate = new CountDownLatch(1);
  }

  public void readOn() {
    gate.countDown();
  }

  /** Returns once somebody waits to send. */
  public void awaitHeldSender() throws Exception {
    if (!held.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody sends");
    }
  }

  /** The next frame that the client got. */
  public String next() throws Exception {
    String frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (frame == null) {
      throw new AssertionError("no frame came to " + id);
    }
    return frame;
  }

  public boolean hasNext() {
    return !frames.isEmpty();
  }

  /** How the server closed it; what is sent afterwards fails. */
  public CloseStatus awaitClosed() throws Exception {
    return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public boolean isOpen() {
    return !closed.isDone();
  }

  @Override
  public void sendMessage(WebSocketMessage<?> message) throws IOException {
    try {
      if (gate.getCount() > 0) {
        held.countDown();
        gate.await();
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    if (!isOpen()) {
      throw new IOException("closed");
    }
    frames.add((String) message.getPayload());
  }

  @Override
  public void close() {
    close(CloseStatus.NORMAL);
  }

  @Override
  public void close(CloseStatus status) {
    closed.complete(status);
    gate.countDown();
  }

  @Override
  public String getId() {
    return id;
  }

  @Override
  public Map<String, Object> getAttributes() {
    return attributes;
  }

  @Override
  public String getAcceptedProtocol() {
    return "v12.stomp";
  }

  @Override
  public URI getUri() {
    return URI.create("/ws/live");
  }

  @Override
  public HttpHeaders getHandshakeHeaders() {
    return new HttpHeaders();
  }

  @Override
  public Principal getPrincipal() {
    return null;
  }

  @Override
  public InetSocketAddress getLocalAddress() {
    return null;
  }

  @Override
  public InetSocketAddress getRemoteAddress() {
    return null;
  }

  @Override
  public void setTextMessageSizeLimit(int limit) {
    textMessageSizeLimit = limit;
  }

  @Override
  public int getTextMessageSizeLimit() {
    return textMessageSizeLimit;
  }

  @Override
  public void setBinaryMessageSizeLimit(int limit) {
    // Nothing is received through here.
  }

  @Override
  public int getBinaryMessageSizeLimit() {
    return Integer.MAX_VALUE;
  }

  @Override
  public List<WebSocketExtension> getExtensions() {
    return List.of();
  }
}
