package io.kilowatch.base.socket;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.web.socket.messaging.StompSubProtocolErrorHandler;

/** Tells a client why its frame was refused, and nothing of what else may fail here. */
final class ErrorFrames extends StompSubProtocolErrorHandler {

  @Override
  public @Nullable Message<byte[]> handleClientMessageProcessingError(
      @Nullable Message<byte[]> clientMessage, Throwable failure) {
    Throwable reason = failure.getCause() instanceof FrameRefused refused ? refused : failure;
    return super.handleClientMessageProcessingError(
        clientMessage,
        reason instanceof FrameRefused ? reason : new FrameRefused(guess(clientMessage)));
  }

  /** Spring puts the session into a frame once it knows that CONNECT came, first and only once. */
  private static String guess(@Nullable Message<byte[]> frame) {
    StompHeaderAccessor headers =
        frame == null ? null : MessageHeaderAccessor.getAccessor(frame, StompHeaderAccessor.class);
    if (headers == null || headers.getSessionId() != null) {
      return "The frame can't be handled.";
    }
    StompCommand command = headers.getCommand();
    return command == StompCommand.CONNECT || command == StompCommand.STOMP
        ? "Connected already."
        : "Send CONNECT first.";
  }
}
