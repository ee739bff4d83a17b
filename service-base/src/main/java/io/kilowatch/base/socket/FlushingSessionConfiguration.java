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

  private final SlowSockets slow;

  /** Called by Spring. */
  public FlushingSessionConfiguration(SlowSockets slow) {
    this.slow = slow;
  }

  @Bean
  @Override
  public WebSocketHandler subProtocolWebSocketHandler(
      AbstractSubscribableChannel clientInboundChannel,
      AbstractSubscribableChannel clientOutboundChannel) {
    SubProtocolWebSocketHandler handler =
        new Handler(clientInboundChannel, clientOutboundChannel, slow);
    handler.setPhase(getPhase());
    return handler;
  }

  private static final class Handler extends SubProtocolWebSocketHandler {

    private final SlowSockets slow;

    Handler(MessageChannel inbound, SubscribableChannel outbound, SlowSockets slow) {
      super(inbound, outbound);
      this.slow = slow;
    }

    @Override
    protected WebSocketSession decorateSession(WebSocketSession socket) {
      FlushingSession flushing =
          new FlushingSession(socket, getSendTimeLimit(), getSendBufferSizeLimit());
      slow.opened(flushing);
      return flushing;
    }
  }
}
