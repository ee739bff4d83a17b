package io.kilowatch.history.live;

import org.springframework.messaging.MessagingException;

/** Says why a frame is refused; the client gets the text in an ERROR frame. */
final class FrameRefused extends MessagingException {

  private static final long serialVersionUID = 1L;

  FrameRefused(String reason) {
    super(reason);
  }
}
