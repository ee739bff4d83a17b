package io.kilowatch.history.live;

import io.kilowatch.base.socket.SocketSettings;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

/** The web socket at {@code /ws/live}: nothing is said on it, only heard. */
@Configuration(proxyBeanMethods = false)
class LiveSockets implements WebSocketMessageBrokerConfigurer {

  /** Several times what a client may have to say. */
  private static final int LONGEST_MESSAGE = 1024;

  private final FrameGuard guard;

  LiveSockets(FrameGuard guard) {
    this.guard = guard;
  }

  @Bean
  static SocketSettings liveSocketSettings(
      @Value("${kilowatch.live.most-sockets:6000}") int mostSockets) {
    return new SocketSettings(
        "live", List.of("/topic"), "/api/v1/history/**", LONGEST_MESSAGE, mostSockets);
  }

  @Override
  public void configureClientInboundChannel(ChannelRegistration registration) {
    registration.interceptors(guard);
  }
}
