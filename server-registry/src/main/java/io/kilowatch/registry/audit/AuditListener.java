package io.kilowatch.registry.audit;

import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.audit.AuditRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.ImmediateRequeueAmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.annotation.Exchange;
import org.springframework.amqp.rabbit.annotation.Queue;
import org.springframework.amqp.rabbit.annotation.QueueBinding;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes the changes that other services report into the log; acknowledged once they are in it, and
 * again on the queue while MongoDB is away.
 */
@Component
class AuditListener {

  private static final Logger LOG = LoggerFactory.getLogger(AuditListener.class);
  private static final long PAUSE_MILLIS = 1_000;

  private final AuditLog log;
  private final JsonMapper jsonMapper;

  AuditListener(AuditLog log, JsonMapper jsonMapper) {
    this.log = log;
    this.jsonMapper = jsonMapper;
  }

  @RabbitListener(
      id = "audit",
      bindings =
          @QueueBinding(
              value = @Queue(name = "registry.audit", durable = "true"),
              exchange = @Exchange(name = BrokerNames.REGISTRY_EXCHANGE, type = "topic"),
              key = AuditRecord.EVENT_TYPE))
  void recorded(Message message) throws InterruptedException {
    try {
      log.add(jsonMapper.readValue(message.getBody(), AuditRecord.class));
    } catch (JacksonException | NullPointerException e) {
      // Acknowledged, not rejected: Broker-J delivers again and again what is rejected.
      LOG.error("an audit record can't be read and is dropped: {}", e.getMessage());
    } catch (DataAccessException e) {
      Thread.sleep(PAUSE_MILLIS);
      throw new ImmediateRequeueAmqpException("MongoDB does not answer", e);
    }
  }
}
