package io.kilowatch.base.socket;

import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.registry.RegistryEvent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AnonymousQueue;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Tells {@link OpenSockets} of sessions that were revoked or renewed. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration implements WebMvcConfigurer {

  private static final Logger LOG = LoggerFactory.getLogger(SessionConfiguration.class);

  private final OpenSockets sockets;
  private final SocketSettings settings;

  SessionConfiguration(OpenSockets sockets, SocketSettings settings) {
    this.settings = settings;
    this.sockets = sockets;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new Renewal(sockets)).addPathPatterns(settings.renewingCalls());
  }

  /** Every call with a newer token renews the sockets of its session. */
  private record Renewal(OpenSockets sockets) implements HandlerInterceptor {

    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler) {
      if (request.getUserPrincipal() instanceof JwtAuthenticationToken authentication) {
        Instant expiresAt = authentication.getToken().getExpiresAt();
        if (expiresAt != null) {
          sockets.renewed(CurrentUser.of(authentication.getToken()).sessionId(), expiresAt);
        }
      }
      return true;
    }
  }

  @Bean
  Queue revokedSessionQueue() {
    return new AnonymousQueue();
  }

  @Bean
  Binding revokedSessionBinding(@Qualifier("revokedSessionQueue") Queue queue) {
    return BindingBuilder.bind(queue)
        .to(new TopicExchange(BrokerNames.REGISTRY_EXCHANGE))
        .with(RegistryEvent.SESSION_REVOKED);
  }

  @Bean
  SimpleMessageListenerContainer revokedSessionListener(
      ConnectionFactory connections,
      @Qualifier("revokedSessionQueue") Queue queue,
      JsonMapper jsonMapper) {
    JsonMapper tolerant =
        jsonMapper.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
    container.setQueues(queue);
    container.setMissingQueuesFatal(false);
    container.setDefaultRequeueRejected(false);
    container.setMessageListener(message -> revoked(message, tolerant));
    return container;
  }

  private void revoked(Message message, JsonMapper jsonMapper) {
    try {
      sockets.revoked(jsonMapper.readValue(message.getBody(), RegistryEvent.class).subjectId());
    } catch (JacksonException e) {
      LOG.warn("a registry event can't be read: {}", e.getOriginalMessage());
    }
  }
}
