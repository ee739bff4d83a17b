package io.kilowatch.base.discovery;

import io.kilowatch.contracts.BrokerNames;
import java.util.List;
import org.springframework.amqp.core.AmqpTemplate;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/** Announces whatever participants a service has. */
@AutoConfiguration(after = RabbitAutoConfiguration.class)
@ConditionalOnBean(ParticipantSource.class)
public class DiscoveryAutoConfiguration {

  @Bean
  TopicExchange discoveryExchange() {
    return new TopicExchange(BrokerNames.DISCOVERY_EXCHANGE);
  }

  @Bean
  DiscoveryAnnouncer discoveryAnnouncer(
      List<ParticipantSource> sources, AmqpTemplate broker, JsonMapper jsonMapper) {
    return new DiscoveryAnnouncer(sources, broker, jsonMapper);
  }
}
