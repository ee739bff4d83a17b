package io.kilowatch.chat.live;

import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.base.socket.FrameRefused;
import io.kilowatch.base.socket.SocketToken;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;

/** Who has sent a frame: whoever opened its socket, whatever the frame says. */
final class Senders {

  private Senders() {}

  static CurrentUser of(SimpMessageHeaderAccessor frame) {
    SocketToken token = SocketToken.of(frame.getSessionAttributes());
    if (token == null) {
      throw new FrameRefused("Sign in first.");
    }
    return token.user();
  }
}
