package io.kilowatch.base.socket;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompConversionException;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.web.socket.messaging.StompSubProtocolErrorHandler;

/**
 * Tells a client why its frame was refused, and nothing of what else may fail here.
 *
 * <p>Spring logs an error for each, which is silenced in {@code kilowatch-defaults.properties}:
 * what is the client's fault must not fill the log. What is not is logged here.
 */
final class ErrorFrames extends StompSubProtocolErrorHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorFrames.class);

  @Override
  public @Nullable Message<byte[]> handleClientMessageProcessingError(
      @Nullable Message<byte[]> clientMessage, Throwable failure) {
    FrameRefused refused = refusal(clientMessage, failure);
    LOG.debug("a frame was refused: {}", refused.getMessage());
    return super.handleClientMessageProcessingError(clientMessage, refused);
  }

  private static FrameRefused refusal(@Nullable Message<byte[]> frame, Throwable failure) {
    Throwable reason = failure.getCause() instanceof FrameRefused refused ? refused : failure;
    if (reason instanceof FrameRefused refused) {
      return refused;
    }
    StompCommand untimely = untimely(frame);
    if (untimely == null) {
      if (!(reason instanceof StompConversionException)) {
        LOG.error("unexpected failure of a frame", failure);
      }
      return new FrameRefused("The frame can't be handled.");
    }
    return new FrameRefused(
        untimely == StompCommand.CONNECT || untimely == StompCommand.STOMP
            ? "Connected already."
            : "Send CONNECT first.");
  }

  /** Spring puts the session into a frame once it knows that CONNECT came, first and only once. */
  private static @Nullable StompCommand untimely(@Nullable Message<byte[]> frame) {
    StompHeaderAccessor headers =
        frame == null ? null : MessageHeaderAccessor.getAccessor(frame, StompHeaderAccessor.class);
    return headers == null || headers.getSessionId() != null ? null : headers.getCommand();
  }
}
