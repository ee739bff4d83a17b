package io.kilowatch.base.directory;

import io.kilowatch.base.security.SecurityAutoConfiguration;
import io.kilowatch.base.security.ServiceTokens;
import io.kilowatch.contracts.BrokerNames;
import java.net.URI;
import java.net.http.HttpClient;
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
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Gives a service that asks for it the directory, fed by polls and events. */
@AutoConfiguration(after = {SecurityAutoConfiguration.class, RabbitAutoConfiguration.class})
@ConditionalOnProperty("kilowatch.directory.enabled")
@EnableConfigurationProperties(DirectorySettings.class)
public class DirectoryAutoConfiguration {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);
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
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build());
    requests.setReadTimeout(READ_TIMEOUT);
    RestClient client =
        RestClient.builder()
            .baseUrl(registry)
            .requestFactory(requests)
            .configureMessageConverters(converters ->
                converters
                    .disableDefaults()
                    .withJsonConverter(new JacksonJsonHttpMessageConverter(tolerant(jsonMapper))))
            .build();
    return new DirectoryPoll(directory, settings, client, tokens, clock);
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
    container.setMessageListener(new DirectoryEvents(directory, settings, tolerant(jsonMapper)));
    return container;
  }

  /** Each try without a broker is a page in the log, and polls bring the same meanwhile. */
  private static BackOff recovery() {
    ExponentialBackOff backOff = new ExponentialBackOff();
    backOff.setMaxInterval(LONGEST_RECOVERY.toMillis());
    return backOff;
  }

  /** A newer registry may send fields that this service does not know yet. */
  private static JsonMapper tolerant(JsonMapper jsonMapper) {
    return jsonMapper.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  }
}
