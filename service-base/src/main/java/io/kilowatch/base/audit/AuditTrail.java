package io.kilowatch.base.audit;

import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.audit.AuditRecord;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpTemplate;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import tools.jackson.databind.json.JsonMapper;

/** Reports who changed what to the registry's audit log, and to this service's own. */
public final class AuditTrail {

  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

  private final String service;
  private final AmqpTemplate broker;
  private final JsonMapper jsonMapper;
  private final Clock clock;

  AuditTrail(String service, AmqpTemplate broker, JsonMapper jsonMapper, Clock clock) {
    this.service = service;
    this.broker = broker;
    this.jsonMapper = jsonMapper;
    this.clock = clock;
  }

  /**
   * Reports one change. It stands in this service's log first, so that it is on record even when
   * the broker is away.
   *
   * @param action verb in the past, such as {@code dead-letter.replayed}
   */
  public void record(
      CurrentUser actor, String action, String subject, Map<String, String> details) {
    AuditRecord entry =
        new AuditRecord(
            UUID.randomUUID().toString(),
            clock.instant(),
            service,
            actor.id(),
            actor.name(),
            action,
            subject,
            details);
    LOG.info("audit: {} {} by {} {}", action, subject, actor.id(), details);
    Message message =
        MessageBuilder.withBody(jsonMapper.writeValueAsBytes(entry))
            .setContentType(MessageProperties.CONTENT_TYPE_JSON)
            .setDeliveryMode(MessageDeliveryMode.PERSISTENT)
            .build();
    try {
      broker.send(BrokerNames.REGISTRY_EXCHANGE, AuditRecord.EVENT_TYPE, message);
    } catch (AmqpException e) {
      LOG.warn("the audit log did not get {} {}: {}", action, subject, e.getMessage());
    }
  }
}
