package io.kilowatch.base.socket;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;

/**
 * A session that sends what it has taken before an ERROR frame closes it, and that keeps the small
 * buffers of {@link SocketMemory}.
 *
 * <p>Spring closes as soon as it has handed over the ERROR. While another thread is sending, the
 * ERROR is only in the buffer then, and a session that closes drops its buffer: the client would
 * never learn what was wrong.
 */
final class FlushingSession extends ConcurrentWebSocketSessionDecorator {

  /** Spring closes so after an ERROR, and only then. */
  private static final CloseStatus AFTER_ERROR = CloseStatus.PROTOCOL_ERROR;

  /** Those in {@link #sendMessage}: the last of them leaves an empty buffer behind. */
  private final AtomicInteger senders = new AtomicInteger();

  private volatile boolean closing;

  FlushingSession(WebSocketSession socket, int sendTimeLimit, int bufferSizeLimit) {
    super(socket, sendTimeLimit, bufferSizeLimit);
  }

  /** Nothing follows an ERROR, says STOMP, so what comes after it is dropped. */
  @Override
  public void sendMessage(WebSocketMessage<?> message) throws IOException {
    if (!closing) {
      senders.incrementAndGet();
      try {
        super.sendMessage(message);
      } finally {
        senders.decrementAndGet();
      }
    }
    closeWhenFlushed();
  }

  @Override
  public void close(CloseStatus status) throws IOException {
    if (status.equals(AFTER_ERROR)) {
      closing = true;
      closeWhenFlushed();
    } else {
      super.close(status);
    }
  }

  /** Spring wants 16 KB for what a client says at once, which Tomcat keeps twice that for. */
  @Override
  public void setTextMessageSizeLimit(int limit) {
    // Nobody has that much to say here.
  }

  private void closeWhenFlushed() throws IOException {
    if (closing && (senders.get() == 0 || getTimeSinceSendStarted() > getSendTimeLimit())) {
      super.close(AFTER_ERROR);
    }
  }
}
