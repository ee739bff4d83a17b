package io.kilowatch.base.socket;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketTransportRegistration;

/**
 * STOMP over web sockets at {@code /ws/<name>}, and how much a slow client may cost; {@link
 * FlushingSessionConfiguration} sets the machinery up.
 */
@Configuration(proxyBeanMethods = false)
public class SocketConfiguration implements WebSocketMessageBrokerConfigurer {

  private static final long HEARTBEAT_MILLIS = 10_000;
  private static final int SEND_BUFFER_BYTES = 256 * 1024;
  private static final int SEND_MILLIS = 5_000;
  private static final int FIRST_FRAME_MILLIS = 10_000;

  /**
   * Each socket has its own two queues and watches something. Spring remembers who is subscribed to
   * so many destinations, and asks every subscription of all sockets for one that it has forgotten.
   */
  private static final int DESTINATIONS_A_SOCKET = 3;

  /** Of UTF-8; one that takes four is two characters here. */
  private static final int MOST_BYTES_A_CHARACTER = 3;

  private final SocketHandshake handshake;
  private final SocketSettings settings;
  private final OpenSockets sockets;
  private final OutboundFrames frames;
  private final SlowSockets slow;

  /** Called by Spring. */
  public SocketConfiguration(
      SocketSettings settings,
      SocketHandshake handshake,
      OpenSockets sockets,
      OutboundFrames frames,
      SlowSockets slow) {
    this.handshake = handshake;
    this.settings = settings;
    this.sockets = sockets;
    this.frames = frames;
    this.slow = slow;
  }

  @Override
  public void registerStompEndpoints(StompEndpointRegistry registry) {
    // Spring's own check would also let in what looks like the same origin behind a proxy.
    registry
        .addEndpoint("/ws/" + settings.name())
        .addInterceptors(handshake)
        .setAllowedOriginPatterns("*");
    registry.setErrorHandler(new ErrorFrames());
  }

  @Override
  public void configureMessageBroker(MessageBrokerRegistry registry) {
    SimpleAsyncTaskScheduler heartbeats = new SimpleAsyncTaskScheduler();
    heartbeats.setThreadNamePrefix(settings.name() + "-heartbeat-");
    registry.setCacheLimit(DESTINATIONS_A_SOCKET * settings.mostSockets());
    registry
        .enableSimpleBroker(settings.destinations().toArray(String[]::new))
        .setHeartbeatValue(new long[] {HEARTBEAT_MILLIS, HEARTBEAT_MILLIS})
        .setTaskScheduler(heartbeats);
  }

  @Override
  public void configureClientOutboundChannel(ChannelRegistration registration) {
    TaskExecutor executor = frames::send;
    registration.executor(executor);
    registration.interceptors(slow);
  }

  @Override
  public void configureWebSocketTransport(WebSocketTransportRegistration registration) {
    registration
        .setMessageSizeLimit(MOST_BYTES_A_CHARACTER * settings.longestMessage())
        .setSendBufferSizeLimit(SEND_BUFFER_BYTES)
        .setSendTimeLimit(SEND_MILLIS)
        .setTimeToFirstMessage(FIRST_FRAME_MILLIS)
        .addDecoratorFactory(handler -> new SocketTracking(handler, sockets));
  }
}
