package io.kilowatch.base.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.audit.AuditRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reports who changed what to the registry's audit log, and to this service's own.
 *
 * <p>Nobody waits for the broker: a record that it does not confirm in time is said to be missing,
 * with all that is in it, in this service's log.
 */
public final class AuditTrail {

  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

  private final String service;
  private final RabbitOperations broker;
  private final Duration patience;
  private final JsonMapper jsonMapper;
  private final Clock clock;

  /**
   * A trail of this service.
   *
   * @param broker confirms what is published, and returns what no queue takes
   * @param patience how long to wait for a confirm
   */
  AuditTrail(
      String service,
      RabbitOperations broker,
      Duration patience,
      JsonMapper jsonMapper,
      Clock clock) {
    this.service = service;
    this.broker = broker;
    this.patience = patience;
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
    Thread.startVirtualThread(() -> publish(entry));
  }

  private void publish(AuditRecord entry) {
    byte[] body = jsonMapper.writeValueAsBytes(entry);
    Message message =
        MessageBuilder.withBody(body)
            .setContentType(MessageProperties.CONTENT_TYPE_JSON)
            .setDeliveryMode(MessageDeliveryMode.PERSISTENT)
            .build();
    CorrelationData confirm = new CorrelationData(entry.id());
    // Before it is sent, which may take as long as a stalled connection likes.
    var _ =
        confirm
            .getFuture()
            .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((answer, failure) -> {
              String missing = missing(confirm, answer, failure);
              if (missing != null) {
                LOG.warn("the audit log may lack this, {}: {}", missing, new String(body, UTF_8));
              }
            });
    try {
      broker.send(BrokerNames.REGISTRY_EXCHANGE, AuditRecord.EVENT_TYPE, message, confirm);
    } catch (AmqpException e) {
      confirm.getFuture().completeExceptionally(e);
    }
  }

  /** Why the broker may not have the record; null where it has. */
  private @Nullable String missing(
      CorrelationData confirm,
      CorrelationData.@Nullable Confirm answer,
      @Nullable Throwable failure) {
    if (failure instanceof TimeoutException) {
      return "not confirmed within " + patience.toMillis() + " ms";
    }
    if (failure != null || answer == null) {
      return "not sent: " + failure;
    }
    if (confirm.getReturned() != null) {
      return "no queue takes it";
    }
    return answer.ack() ? null : "refused: " + answer.reason();
  }
}
