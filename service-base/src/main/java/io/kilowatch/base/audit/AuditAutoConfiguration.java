package io.kilowatch.base.audit;

import io.kilowatch.base.security.SecurityAutoConfiguration;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/** Gives a service its way to the audit log. */
@AutoConfiguration(after = {RabbitAutoConfiguration.class, SecurityAutoConfiguration.class})
@ConditionalOnBean(CachingConnectionFactory.class)
public class AuditAutoConfiguration {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Bean
  AuditTrail auditTrail(
      @Value("${spring.application.name}") String service,
      CachingConnectionFactory connections,
      JsonMapper jsonMapper,
      Clock clock) {
    return new AuditTrail(service, confirming(connections), PATIENCE, jsonMapper, clock);
  }

  /**
   * On the connection that is apart for publishers, and that nobody else uses: confirms and returns
   * are a matter of the whole connection factory.
   */
  private static RabbitTemplate confirming(CachingConnectionFactory connections) {
    CachingConnectionFactory publishers =
        (CachingConnectionFactory)
            Objects.requireNonNull(
                connections.getPublisherConnectionFactory(), "publishers have no connection");
    publishers.setPublisherConfirmType(CachingConnectionFactory.ConfirmType.CORRELATED);
    publishers.setPublisherReturns(true);
    RabbitTemplate template = new RabbitTemplate(publishers);
    template.setMandatory(true);
    return template;
  }
}
