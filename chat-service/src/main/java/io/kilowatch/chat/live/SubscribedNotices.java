package io.kilowatch.chat.live;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.event.EventListener;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Component;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.socket.messaging.SessionSubscribeEvent;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells a client when its subscription has begun: what it asks for over HTTP before might be older
 * than the first thing that it is told, and what is between them would be missing.
 */
@Component
final class SubscribedNotices {

  private final MessageChannel outbound;
  private final byte[] notice;

  SubscribedNotices(
      @Qualifier("clientOutboundChannel") MessageChannel outbound, JsonMapper jsonMapper) {
    this.outbound = outbound;
    this.notice = jsonMapper.writeValueAsBytes(new Frame.Subscribed());
  }

  /** The broker has the subscription by now, as whoever reads a frame also handles it. */
  @EventListener
  void subscribed(SessionSubscribeEvent event) {
    SimpMessageHeaderAccessor frame = SimpMessageHeaderAccessor.wrap(event.getMessage());
    SimpMessageHeaderAccessor headers = SimpMessageHeaderAccessor.create(SimpMessageType.MESSAGE);
    headers.setSessionId(frame.getSessionId());
    headers.setSubscriptionId(frame.getSubscriptionId());
    headers.setDestination(frame.getDestination());
    headers.setContentType(MimeTypeUtils.APPLICATION_JSON);
    headers.setLeaveMutable(true);
    outbound.send(MessageBuilder.createMessage(notice, headers.getMessageHeaders()));
  }
}
