package io.kilowatch.chat.live;

import io.kilowatch.base.socket.OutboundFrames;
import io.kilowatch.base.socket.SlowSockets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageSendingOperations;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.stereotype.Component;

/** Sends frames to those who watch here; a frame that can't be sent is lost. */
@Component
final class Sockets {

  private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

  private final SimpMessageSendingOperations sockets;
  private final OutboundFrames underWay;
  private final SlowSockets slow;

  Sockets(SimpMessageSendingOperations sockets, OutboundFrames underWay, SlowSockets slow) {
    this.sockets = sockets;
    this.underWay = underWay;
    this.slow = slow;
  }

  /** Whether more is said than this machine can send, so that what can wait had better do so. */
  boolean tooMany() {
    return underWay.tooMany();
  }

  void toConversation(String id, Frame frame) {
    String destination = Destinations.ofConversation(id);
    guarded(() -> sockets.convertAndSend(destination, frame, headers().getMessageHeaders()));
  }

  void toInbox(String userId, Frame frame) {
    toOwn(userId, Destinations.INBOX, frame, headers());
  }

  /** To one socket of a person. */
  void reply(String userId, String socketId, Frame frame) {
    SimpMessageHeaderAccessor headers = headers();
    headers.setSessionId(socketId);
    toOwn(userId, Destinations.REPLIES, frame, headers);
  }

  private void toOwn(
      String userId, String destination, Frame frame, SimpMessageHeaderAccessor headers) {
    String queue = Destinations.withoutUser(destination);
    guarded(() -> sockets.convertAndSendToUser(userId, queue, frame, headers.getMessageHeaders()));
  }

  private SimpMessageHeaderAccessor headers() {
    SimpMessageHeaderAccessor headers = SimpMessageHeaderAccessor.create(SimpMessageType.MESSAGE);
    slow.stamp(headers);
    headers.setLeaveMutable(true);
    return headers;
  }

  private static void guarded(Runnable send) {
    try {
      send.run();
    } catch (MessagingException e) {
      LOG.debug("a frame was not sent: {}", e.getMessage());
    }
  }
}
