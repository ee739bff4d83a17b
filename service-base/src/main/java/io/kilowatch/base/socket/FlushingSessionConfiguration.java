package io.kilowatch.base.socket;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.SubscribableChannel;
import org.springframework.messaging.support.AbstractSubscribableChannel;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.DelegatingWebSocketMessageBrokerConfiguration;
import org.springframework.web.socket.messaging.SubProtocolWebSocketHandler;

/** What {@code @EnableWebSocketMessageBroker} brings, but with {@link FlushingSession}s. */
@Configuration(proxyBeanMethods = false)
public class FlushingSessionConfiguration extends DelegatingWebSocketMessageBrokerConfiguration {

  @Bean
  @Override
  public WebSocketHandler subProtocolWebSocketHandler(
      AbstractSubscribableChannel clientInboundChannel,
      AbstractSubscribableChannel clientOutboundChannel) {
    SubProtocolWebSocketHandler handler = new Handler(clientInboundChannel, clientOutboundChannel);
    handler.setPhase(getPhase());
    return handler;
  }

  private static final class Handler extends SubProtocolWebSocketHandler {

    Handler(MessageChannel inbound, SubscribableChannel outbound) {
      super(inbound, outbound);
    }

    @Override
    protected WebSocketSession decorateSession(WebSocketSession socket) {
      return new FlushingSession(socket, getSendTimeLimit(), getSendBufferSizeLimit());
    }
  }
}
