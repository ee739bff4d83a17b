package io.kilowatch.base.audit;

import io.kilowatch.base.security.SecurityAutoConfiguration;
import java.time.Clock;
import org.springframework.amqp.core.AmqpTemplate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/** Gives a service its way to the audit log. */
@AutoConfiguration(after = {RabbitAutoConfiguration.class, SecurityAutoConfiguration.class})
@ConditionalOnBean(AmqpTemplate.class)
public class AuditAutoConfiguration {

  @Bean
  AuditTrail auditTrail(
      @Value("${spring.application.name}") String service,
      AmqpTemplate broker,
      JsonMapper jsonMapper,
      Clock clock) {
    return new AuditTrail(service, broker, jsonMapper, clock);
  }
}
