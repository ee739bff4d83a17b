package io.kilowatch.history.live;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.web.socket.messaging.StompSubProtocolErrorHandler;

/** Tells a client why its frame was refused, and nothing of what else may fail here. */
final class ErrorFrames extends StompSubProtocolErrorHandler {

  @Override
  public @Nullable Message<byte[]> handleClientMessageProcessingError(
      @Nullable Message<byte[]> clientMessage, Throwable failure) {
    Throwable reason = failure.getCause() instanceof FrameRefused refused ? refused : failure;
    return super.handleClientMessageProcessingError(
        clientMessage,
        reason instanceof FrameRefused ? reason : new FrameRefused("The frame can't be handled."));
  }
}
