package io.kilowatch.base.socket;

import io.kilowatch.base.problem.ProblemAutoConfiguration;
import io.kilowatch.base.problem.ProblemWriter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.websocket.autoconfigure.servlet.WebSocketMessagingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.socket.config.annotation.DelegatingWebSocketMessageBrokerConfiguration;

/** Gives a service its web sockets, if it has {@link SocketSettings}. */
@AutoConfiguration(
    before = WebSocketMessagingAutoConfiguration.class,
    after = {RabbitAutoConfiguration.class, ProblemAutoConfiguration.class})
@ConditionalOnClass(DelegatingWebSocketMessageBrokerConfiguration.class)
@ConditionalOnBean(SocketSettings.class)
@Import({
  FlushingSessionConfiguration.class,
  SocketConfiguration.class,
  SessionConfiguration.class,
  SocketMemory.class,
  ConnectionBuffers.class
})
public class SocketAutoConfiguration {

  @Bean
  OpenSockets openSockets(Clock clock, MeterRegistry meters, SocketSettings settings) {
    return new OpenSockets(clock, meters, settings);
  }

  @Bean
  SlowSockets slowSockets(Clock clock, OutboundFrames frames, SocketSettings settings) {
    return new SlowSockets(clock, frames, settings);
  }

  @Bean
  Watchers watchers(OpenSockets sockets) {
    return new Watchers(sockets);
  }

  @Bean
  OutboundFrames outboundFrames(
      OpenSockets sockets, MeterRegistry meters, SocketSettings settings) {
    return new OutboundFrames(sockets, meters, settings);
  }

  @Bean
  SocketHandshake socketHandshake(
      @Value("${kilowatch.public-origin}") String publicOrigin,
      OpenSockets sockets,
      ProblemWriter problems) {
    return new SocketHandshake(publicOrigin, sockets, problems);
  }
}
