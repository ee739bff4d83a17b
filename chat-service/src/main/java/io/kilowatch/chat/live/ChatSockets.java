package io.kilowatch.chat.live;

import io.kilowatch.base.identifier.Identifier;
import io.kilowatch.base.socket.SocketSettings;
import io.kilowatch.chat.conversation.ConversationChanged;
import io.kilowatch.chat.conversation.MarksRisen;
import io.kilowatch.chat.event.EventTypes;
import io.kilowatch.chat.event.Replica;
import io.kilowatch.chat.message.MessageKept;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

/** The web socket at {@code /ws/chat}. */
@Configuration(proxyBeanMethods = false)
class ChatSockets implements WebSocketMessageBrokerConfigurer {

  /** A text of 4,000 characters outside of the 16 bits of Java's, and what is around it. */
  private static final int LONGEST_MESSAGE = 10 * 1024;

  private final FrameGuard guard;

  ChatSockets(FrameGuard guard) {
    this.guard = guard;
  }

  @Bean
  static SocketSettings chatSocketSettings(
      @Value("${kilowatch.chat.most-sockets}") int mostSockets) {
    return new SocketSettings(
        "chat", List.of("/topic", "/queue"), "/api/v1/chat/**", LONGEST_MESSAGE, mostSockets);
  }

  @Bean
  static Replica replica() {
    return new Replica("chat-service-" + Identifier.fresh());
  }

  @Bean
  static EventTypes eventTypes() {
    return new EventTypes(
        Map.of(
            "message", MessageKept.class,
            "conversation", ConversationChanged.class,
            "marks", MarksRisen.class,
            "typing", Typing.class,
            "presence", PresentAt.class));
  }

  @Override
  public void configureMessageBroker(MessageBrokerRegistry registry) {
    registry.setApplicationDestinationPrefixes("/app");
  }

  /**
   * Whoever reads a frame also handles it, which is one thread for each socket at a time: so what
   * somebody says is numbered in the order in which they said it, and a socket that says more than
   * can be stored is not read meanwhile.
   */
  @Override
  public void configureClientInboundChannel(ChannelRegistration registration) {
    TaskExecutor here = Runnable::run;
    registration.executor(here).interceptors(guard);
  }
}
