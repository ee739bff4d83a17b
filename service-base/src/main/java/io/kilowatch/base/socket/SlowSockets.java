package io.kilowatch.base.socket;

import io.kilowatch.base.rounds.Rounds;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.support.ExecutorChannelInterceptor;
import org.springframework.web.socket.CloseStatus;

/**
 * Drops clients that do not keep up, with a code that says so: whose buffers have been full for too
 * long, or who would get what was said too long ago.
 *
 * <p>Frames of one socket go out one after the other, so those of a slow one wait in {@link
 * OutboundFrames}, and the limits of its session, made for senders that meet, never see them.
 */
public final class SlowSockets extends Rounds implements ExecutorChannelInterceptor {

  private static final Logger LOG = LoggerFactory.getLogger(SlowSockets.class);
  private static final long CHECK_MILLIS = 500;

  /** As long as one frame may take to go out. */
  private static final long OLDEST_MILLIS = 5_000;

  /** As long as one may take while the frames that wait leave no room for more. */
  private static final long STUCK_MILLIS = 500;

  private static final String SAID_AT = "kilowatch.saidAt";

  private final Clock clock;
  private final OutboundFrames frames;
  private final Map<String, FlushingSession> sockets = new ConcurrentHashMap<>();

  SlowSockets(Clock clock, OutboundFrames frames, SocketSettings settings) {
    super(settings.name() + "-slow-sockets", CHECK_MILLIS);
    this.clock = clock;
    this.frames = frames;
  }

  void opened(FlushingSession socket) {
    sockets.put(socket.getId(), socket);
  }

  /** Marks when a frame is said; of one that is not marked nobody asks how old it is. */
  public void stamp(SimpMessageHeaderAccessor frame) {
    frame.setHeader(SAID_AT, clock.millis());
  }

  /** Called for each frame when its turn has come. */
  @Override
  public @Nullable Message<?> beforeHandle(
      Message<?> frame, MessageChannel channel, MessageHandler handler) {
    Long saidAt = frame.getHeaders().get(SAID_AT, Long.class);
    if (saidAt == null || clock.millis() - saidAt <= OLDEST_MILLIS) {
      return frame;
    }
    String id = SimpMessageHeaderAccessor.getSessionId(frame.getHeaders());
    FlushingSession socket = id == null ? null : sockets.remove(id);
    if (socket != null) {
      drop(socket);
    }
    return null;
  }

  @Override
  protected void round() {
    boolean noRoom = frames.full();
    sockets
        .values()
        .removeIf(socket -> {
          long mostMillis = noRoom ? STUCK_MILLIS : socket.getSendTimeLimit();
          boolean stuck = socket.isOpen() && socket.getTimeSinceSendStarted() > mostMillis;
          if (stuck) {
            drop(socket);
          }
          return stuck || !socket.isOpen();
        });
  }

  /** On a thread of its own: the close waits for the frame that is going out. */
  private void drop(FlushingSession socket) {
    frames.discard(socket.getId());
    Thread.startVirtualThread(() -> {
      try {
        socket.close(CloseStatus.SESSION_NOT_RELIABLE);
      } catch (IOException | IllegalStateException e) {
        LOG.debug("the socket was gone already: {}", e.getMessage());
      }
    });
  }
}
