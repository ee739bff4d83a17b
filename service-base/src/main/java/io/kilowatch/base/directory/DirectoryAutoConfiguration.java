package io.kilowatch.base.directory;

import io.kilowatch.base.calls.ServiceCalls;
import io.kilowatch.base.security.SecurityAutoConfiguration;
import io.kilowatch.base.security.ServiceTokens;
import io.kilowatch.contracts.BrokerNames;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.springframework.amqp.core.AnonymousQueue;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** Gives a service that asks for it the directory, fed by polls and events. */
@AutoConfiguration(after = {SecurityAutoConfiguration.class, RabbitAutoConfiguration.class})
@ConditionalOnProperty("kilowatch.directory.enabled")
@EnableConfigurationProperties(DirectorySettings.class)
public class DirectoryAutoConfiguration {

  private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(30);

  @Bean
  Directory directory(ObjectProvider<DirectoryListener> listeners) {
    return new Directory(listeners::stream);
  }

  @Bean
  DirectoryPoll directoryPoll(
      Directory directory,
      DirectorySettings settings,
      @Value("${kilowatch.registry-uri}") URI registry,
      ServiceTokens tokens,
      Clock clock,
      JsonMapper jsonMapper) {
    RestClient client = ServiceCalls.client(registry, tokens, jsonMapper);
    return new DirectoryPoll(directory, settings, client, clock);
  }

  @Bean
  Queue directoryEventQueue() {
    return new AnonymousQueue();
  }

  @Bean
  Declarables directoryEventBindings(@Qualifier("directoryEventQueue") Queue queue) {
    TopicExchange registry = new TopicExchange(BrokerNames.REGISTRY_EXCHANGE);
    return new Declarables(
        registry,
        BindingBuilder.bind(queue).to(registry).with("server.*"),
        BindingBuilder.bind(queue).to(registry).with("site.*"),
        BindingBuilder.bind(queue).to(registry).with("key.*"));
  }

  @Bean
  SimpleMessageListenerContainer directoryEventListener(
      ConnectionFactory connections,
      @Qualifier("directoryEventQueue") Queue queue,
      Directory directory,
      DirectorySettings settings,
      JsonMapper jsonMapper) {
    SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
    container.setQueues(queue);
    container.setMissingQueuesFatal(false);
    container.setRecoveryBackOff(recovery());
    container.setMessageListener(
        new DirectoryEvents(directory, settings, ServiceCalls.tolerant(jsonMapper)));
    return container;
  }

  /** Each try without a broker is a page in the log, and polls bring the same meanwhile. */
  private static BackOff recovery() {
    ExponentialBackOff backOff = new ExponentialBackOff();
    backOff.setMaxInterval(LONGEST_RECOVERY.toMillis());
    return backOff;
  }
}
