package io.kilowatch.base.socket;

import org.springframework.messaging.MessagingException;

/** Says why a frame is refused; the client gets the text in an ERROR frame. */
public final class FrameRefused extends MessagingException {

  private static final long serialVersionUID = 1L;

  public FrameRefused(String reason) {
    super(reason);
  }
}
